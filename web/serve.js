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
})();
