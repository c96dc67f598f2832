// What the server's pages do better with script: files dropped on the page, progress without
// reloading, a button that says that it works. Everything is there without it.
(function () {
  "use strict";
  var doc = document;

  // A file that is dropped anywhere lands in the page's first file field.
  var field = doc.querySelector("input[type=file]");
  if (field) {
    ["dragenter", "dragover"].forEach(function (kind) {
      doc.addEventListener(kind, function (event) {
        event.preventDefault();
        field.classList.add("over");
      });
    });
    doc.addEventListener("dragleave", function () {
      field.classList.remove("over");
    });
    doc.addEventListener("drop", function (event) {
      event.preventDefault();
      field.classList.remove("over");
      if (event.dataTransfer && event.dataTransfer.files.length) {
        field.files = event.dataTransfer.files;
        field.focus();
      }
    });
  }

  // A form that sends a file takes a while: it says so, and is not sent twice.
  Array.prototype.forEach.call(doc.querySelectorAll("form[enctype]"), function (form) {
    form.addEventListener("submit", function () {
      var button = form.querySelector("button");
      button.disabled = true;
      button.textContent = "Sending\u2026";
    });
  });

  // Asks how far the check is, and loads the page when there is something to see.
  var progress = doc.querySelector("[data-progress]");
  if (progress) {
    var last = "";
    var wait = 400;
    var ask = function () {
      fetch(progress.dataset.progress, { credentials: "same-origin" })
        .then(function (answer) {
          return answer.ok ? answer.json() : { state: "gone" };
        })
        .then(function (plan) {
          if ((last && plan.state !== last) || /^(done|failed|gone)$/.test(plan.state)) {
            location.reload();
            return;
          }
          last = plan.state;
          wait = Math.min(wait * 1.5, 3000);
          setTimeout(ask, wait);
        })
        .catch(function () {
          setTimeout(ask, 3000);
        });
    };
    setTimeout(ask, wait);
  }

  // Review: j and k go from requirement to requirement, a adds the selected words as evidence.
  var items = Array.prototype.slice.call(doc.querySelectorAll(".review-item"));
  if (items.length) {
    var current = -1;
    doc.addEventListener("focusin", function (event) {
      var item = event.target.closest(".review-item");
      if (item) {
        current = items.indexOf(item);
      }
    });
    doc.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
        return;
      }
      var step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step) {
        current = Math.max(0, Math.min(items.length - 1, current + step));
        items[current].focus();
        items[current].scrollIntoView({ block: "start" });
        var place = items[current].querySelector("a[href^='#m-']");
        var mark = place && doc.getElementById(place.getAttribute("href").slice(1));
        if (mark) {
          var box = mark.closest(".review-text");
          box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 40;
        }
      } else if (event.key === "a" && current >= 0) {
        var words = String(getSelection()).trim();
        var field = items[current].querySelector("[data-quote]");
        if (words && field) {
          field.closest("details").open = true;
          field.value = words;
          field.focus();
        }
      }
    });
  }
})();
