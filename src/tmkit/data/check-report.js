"use strict";
(function () {
  var form = document.querySelector(".bar form");
  var units = Array.prototype.slice.call(document.querySelectorAll(".unit"));
  var shown = document.getElementById("shown");
  var none = document.getElementById("none");
  var texts = units.map(function () { return null; });

  function apply() {
    var rule = form.elements.rule.value;
    var words = form.elements.words.value.trim().toLowerCase();
    var all = form.elements.all.checked;
    var severities = {};
    form.querySelectorAll("input[name=severity]").forEach(function (box) {
      severities[box.value] = box.checked;
    });
    var count = 0, left = 0;
    units.forEach(function (unit, number) {
      if (words && texts[number] === null) { texts[number] = unit.textContent.toLowerCase(); }
      var fits = !words || texts[number].indexOf(words) >= 0;
      var open = 0, on = {};
      unit.querySelectorAll(".finding").forEach(function (finding) {
        var seen = fits && severities[finding.dataset.severity]
          && (!rule || finding.dataset.rule === rule);
        finding.hidden = !seen;
        on[finding.id] = seen;
        open += seen ? 1 : 0;
      });
      unit.querySelectorAll("mark").forEach(function (mark) {
        mark.classList.toggle("off", !mark.dataset.of.split(" ").some(function (id) {
          return on[id];
        }));
      });
      var list = unit.querySelector(".findings");
      if (list) { list.hidden = open === 0; }
      unit.hidden = !(open > 0 || (all && fits));
      left += unit.hidden ? 0 : 1;
      count += open;
    });
    shown.value = shown.dataset.text.replace("{count}", count);
    none.hidden = left > 0;
  }

  function move(step) {
    var list = Array.prototype.slice.call(document.querySelectorAll(".finding:not([hidden])"))
      .filter(function (finding) { return !finding.closest("[hidden]"); });
    if (!list.length) { return; }
    var at = list.indexOf(document.activeElement.closest(".finding"));
    at = at < 0 ? (step > 0 ? 0 : list.length - 1) : (at + step + list.length) % list.length;
    list[at].closest(".unit").scrollIntoView({ block: "center" });
    list[at].focus({ preventScroll: true });
  }

  // The finding that has the focus shows which words it means; a mark leads to its finding.
  function point(finding) {
    document.querySelectorAll("mark.now").forEach(function (mark) {
      mark.classList.remove("now");
    });
    var unit = finding && finding.closest(".unit");
    if (!unit) { return; }
    unit.querySelectorAll("mark").forEach(function (mark) {
      mark.classList.toggle("now", mark.dataset.of.split(" ").indexOf(finding.id) >= 0);
    });
  }

  document.addEventListener("focusin", function (event) {
    point(event.target.closest(".finding"));
  });
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("mark:not(.off)");
    if (!mark) { return; }
    mark.dataset.of.split(" ").some(function (id) {
      var finding = document.getElementById(id);
      if (!finding || finding.hidden) { return false; }
      finding.focus();
      return true;
    });
  });

  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
      && event.target.type !== "checkbox";
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing) { return; }
    if (event.key === "j" || event.key === "n") { move(1); event.preventDefault(); }
    if (event.key === "k" || event.key === "p") { move(-1); event.preventDefault(); }
    if (event.key === "/") { form.elements.words.focus(); event.preventDefault(); }
  });
  apply();
})();
