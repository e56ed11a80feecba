"use strict";
(function () {
  var form = document.querySelector(".bar form");
  var units = Array.prototype.slice.call(document.querySelectorAll(".unit"));
  var shown = document.getElementById("shown");
  var none = document.getElementById("none");

  function apply() {
    var rule = form.elements.rule.value;
    var words = form.elements.words.value.trim().toLowerCase();
    var all = form.elements.all.checked;
    var severities = {};
    form.querySelectorAll("input[name=severity]").forEach(function (box) {
      severities[box.value] = box.checked;
    });
    var count = 0, left = 0;
    units.forEach(function (unit) {
      var fits = !words || unit.textContent.toLowerCase().indexOf(words) >= 0;
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
