// What pages do better with script: filters, "expand all", details opened for print and for the
// place that a link goes to. Everything is there without it.
(function () {
  "use strict";
  var doc = document;
  function all(selector, root) {
    return Array.prototype.slice.call((root || doc).querySelectorAll(selector));
  }

  // <div class="filter" role="group" data-filter="ID" hidden>: its selects are named for the data
  // attributes of the [data-item] elements inside #ID; "a b" as a value: one of both. Groups
  // ([data-group]) without an item left hide. <output> says how many are shown; a button with
  // data-reset shows all again.
  function setUpFilter(box) {
    var root = doc.getElementById(box.dataset.filter);
    var items = all("[data-item]", root);
    var selects = all("select", box);
    var searches = all("input[type=search]", box);
    // A search looks into the item's head, lower case.
    var heads = items.map(function (item) {
      return (item.querySelector("th") || item).textContent.toLowerCase();
    });
    function fitsText(index) {
      return searches.every(function (input) {
        return heads[index].indexOf(input.value.trim().toLowerCase()) >= 0;
      });
    }
    var output = box.querySelector("output");
    function fits(item) {
      return selects.every(function (select) {
        var has = item.dataset[select.name] || "";
        return !select.value || select.value.split(" ").indexOf(has) >= 0;
      });
    }
    function apply() {
      var shown = 0;
      items.forEach(function (item, index) {
        item.hidden = !fits(item) || !fitsText(index);
        if (!item.hidden) shown++;
      });
      all("[data-group]", root).forEach(function (group) {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      });
      output.textContent = shown + " of " + items.length + " shown";
    }
    function reset() {
      selects.concat(searches).forEach(function (field) {
        field.value = "";
      });
      apply();
    }
    box.hidden = false;
    box.addEventListener("change", apply);
    box.addEventListener("input", apply);
    all("button[data-reset]", box).forEach(function (button) {
      button.addEventListener("click", reset);
    });
    apply();
    return reset;
  }
  var resets = all("[data-filter]").map(setUpFilter);

  // A button that opens or closes all details inside #ID.
  all("button[data-expand]").forEach(function (button) {
    var root = doc.getElementById(button.dataset.expand);
    button.hidden = false;
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") !== "true";
      all("details", root).forEach(function (details) {
        details.open = open;
      });
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Hide all evidence" : "Show all evidence";
    });
  });

  // The place that the address names is shown even when it is folded away or filtered out.
  function reveal() {
    var target = location.hash && doc.getElementById(location.hash.slice(1));
    if (!target) return;
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.hidden) {
        resets.forEach(function (reset) {
          reset();
        });
      }
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach(function (details) {
      details.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) {
      details.open = false;
    });
  });
})();
