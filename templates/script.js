"use strict";
(function () {
  var root = document.documentElement, table = document.querySelector(".score");
  if (!table) return;
  root.classList.add("js");
  var pick = function (id) { return document.getElementById("t-" + id); };
  var bodies = Array.from(table.tBodies), rows = [], count = pick("count");
  bodies.forEach(function (body) {
    Array.from(body.rows).forEach(function (row) {
      if (!row.classList.contains("ch")) rows.push({ row: row, home: body, at: rows.length });
    });
  });
  var gap = function (row, column) {
    var cells = row.querySelectorAll("td.c");
    var cell = column === "district" ? cells[0] : cells[Number(column) + 1];
    return cell ? Number(cell.dataset.gap || 0) : -2;
  };
  var show = function () {
    var plan = pick("plan").value, status = pick("status").value, department = pick("department").value;
    var township = pick("township").value, sort = pick("sort").value, shown = 0;
    rows.forEach(function (one) {
      var data = one.row.dataset;
      var fits = (!plan || data.plan === plan) && (!department || data.departments.split("|").includes(department));
      if (status) {
        var cells = Array.from(one.row.querySelectorAll("td.c"));
        fits = fits && (township ? cells[Number(township) + 1] : cells[0])?.classList.contains(status) === true;
      }
      one.row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    var order = rows.slice();
    if (sort) order.sort(function (a, b) { return gap(b.row, sort) - gap(a.row, sort) || a.at - b.at; });
    order.forEach(function (one) { (sort ? bodies[0] : one.home).appendChild(one.row); });
    bodies.forEach(function (body) {
      body.hidden = !Array.from(body.rows).some(function (row) { return !row.hidden && !row.classList.contains("ch"); });
      var head = body.querySelector("tr.ch");
      if (head) head.hidden = Boolean(sort);
    });
    table.classList.toggle("pick", township !== "");
    rows.forEach(function (one) {
      Array.from(one.row.querySelectorAll("td.c:not(.D)")).forEach(function (cell, at) {
        cell.classList.toggle("off", township !== "" && Number(township) !== at);
      });
    });
    Array.from(table.tHead.rows[0].cells).slice(3).forEach(function (cell, at) {
      cell.classList.toggle("off", township !== "" && Number(township) !== at);
    });
    count.textContent = count.dataset.of.replace("#", shown + "/" + rows.length);
  };
  ["plan", "status", "department", "township", "sort"].forEach(function (id) { pick(id).addEventListener("change", show); });
  document.querySelector(".tools").addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
