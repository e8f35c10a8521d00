/* Filters, sorting and a count for the tables marked data-filters="key:Label,…" (rows carry data-key attributes).
   Without this script the page is one long table. The state stands in the address after #?, so that a view can be linked;
   it works from a folder, too: nothing is fetched. */
(function () {
  "use strict"

  function make(tag, attributes, text) {
    var element = document.createElement(tag)
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]) })
    if (text) element.textContent = text
    return element
  }

  /* a row may carry several values of one kind: data-condition="a|b" */
  function values(row, key) {
    var text = row.getAttribute("data-" + key)
    return text ? text.split("|") : []
  }

  /* words that nearly every sentence holds say nothing about which row is meant */
  var EMPTY = "a an and are as at be by can for from has have in is it its of on or our that the their this to we will with you your".split(" ")

  /* a test for each word of a query: from the start of a word on, without its ending; short words as a whole */
  function tests(query) {
    var words = query.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || []
    var telling = words.filter(function (word) { return EMPTY.indexOf(word) < 0 })
    return telling.map(function (word) {
      var cut = word.replace(/(ing|ies|ed|er|es|s|e|y)$/, "")
      var stem = cut.length > 3 ? cut : word
      return new RegExp("(^|[^\\p{L}\\p{N}])" + stem + (word.length > 3 ? "" : "(?![\\p{L}\\p{N}])"), "u")
    })
  }

  /* what a row says itself, and what the section says that its first link leads to on this page */
  function said(row) {
    if (row.said === undefined) {
      var link = row.querySelector('a[href*="#"]')
      var url = link && new URL(link.href)
      var section = url && url.pathname === location.pathname && document.getElementById(url.hash.slice(1))
      row.said = { itself: row.textContent.toLowerCase(), section: section ? section.textContent.toLowerCase() : "" }
    }
    return row.said
  }

  /* how many of the words a row or its section holds; its weight counts words in the row itself twice */
  function held(row, wordTests) {
    var found = { words: 0, weight: 0 }
    wordTests.forEach(function (test) {
      var itself = test.test(said(row).itself)
      if (!itself && !test.test(said(row).section)) return
      found.words += 1
      found.weight += itself ? 2 : 1
    })
    return found
  }

  /* as many rows as a reader looks through when none holds all words */
  var NEAREST = 12

  function enhance(box, number) {
    var table = box.querySelector("table")
    var rows = Array.prototype.slice.call(table.tBodies[0].rows)
    var filters = box.getAttribute("data-filters").split(",").map(function (part) {
      var at = part.indexOf(":")
      return { key: part.slice(0, at), label: part.slice(at + 1) }
    })
    var form = make("form", { class: "table-filters", role: "search", "aria-label": "Filter this table" })
    var controls = {}

    function field(id, label, control) {
      var wrap = make("p")
      wrap.append(make("label", { for: id }, label), control)
      control.id = id
      form.append(wrap)
    }

    filters.forEach(function (filter) {
      var select = make("select")
      select.append(make("option", { value: "" }, "all"))
      var seen = []
      rows.forEach(function (row) {
        values(row, filter.key).forEach(function (value) { if (seen.indexOf(value) < 0) seen.push(value) })
      })
      seen.forEach(function (value) { select.append(make("option", { value: value }, value)) })
      controls[filter.key] = select
      field("filter-" + number + "-" + filter.key, filter.label, select)
    })
    controls.q = make("input", { type: "search", autocomplete: "off" })
    field("filter-" + number + "-q", "Words", controls.q)
    var reset = make("button", { type: "reset", class: "md-button" }, "Show all")
    form.append(reset)
    var count = make("p", { class: "table-count", role: "status" })

    var none = box.querySelector(".table-none")

    var sorted = { column: -1, down: false }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = make("button", { type: "button", class: "table-sort" }, head.textContent)
      head.textContent = ""
      head.append(button)
      button.addEventListener("click", function () {
        sorted = { column: column, down: sorted.column === column && !sorted.down }
        show(true)
      })
    })

    function cell(row, column) {
      var td = row.cells[column]
      return td.getAttribute("data-sort") || td.textContent.trim()
    }

    function show(write) {
      var wordTests = tests(controls.q.value)
      var fitting = rows.filter(function (row) {
        return filters.every(function (filter) {
          var wanted = controls[filter.key].value
          return !wanted || values(row, filter.key).indexOf(wanted) >= 0
        })
      }).map(function (row) { return { row: row, held: held(row, wordTests) } })
      fitting.sort(function (a, b) { return b.held.weight - a.held.weight })
      var all = fitting.filter(function (each) { return each.held.words === wordTests.length })
      /* a sentence copied from a leaflet seldom stands in one row with all its words: then the nearest rows are shown */
      var near = all.length ? [] : fitting.filter(function (each) { return each.held.words > 1 }).slice(0, NEAREST)
      var chosen = all.concat(near).map(function (each) { return each.row })
      rows.forEach(function (row) { row.hidden = chosen.indexOf(row) < 0 })
      if (none) none.hidden = chosen.length > 0
      if (sorted.column < 0) (wordTests.length ? chosen : rows).forEach(function (row) { table.tBodies[0].append(row) })
      else {
        rows.slice().sort(function (a, b) {
          var order = cell(a, sorted.column).localeCompare(cell(b, sorted.column), "en", { numeric: true })
          return sorted.down ? -order : order
        }).forEach(function (row) { table.tBodies[0].append(row) })
      }
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
        if (column === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending")
        else head.removeAttribute("aria-sort")
      })
      count.textContent = chosen.length + " of " + rows.length + " shown" + (near.length ? ", the nearest: none holds all these words" : "")
      if (write) {
        var state = new URLSearchParams()
        Object.keys(controls).forEach(function (key) { if (controls[key].value) state.set(key, controls[key].value) })
        if (sorted.column >= 0) state.set("sort", (sorted.down ? "-" : "") + sorted.column)
        var text = state.toString()
        history.replaceState(null, "", text ? "#?" + text : location.href.split("#")[0])
      }
    }

    function restore() {
      if (location.hash.slice(0, 2) !== "#?") return
      var state = new URLSearchParams(location.hash.slice(2))
      Object.keys(controls).forEach(function (key) { controls[key].value = state.get(key) || "" })
      var sort = state.get("sort")
      if (sort) sorted = { column: Math.abs(parseInt(sort, 10)), down: sort.charAt(0) === "-" }
    }

    form.addEventListener("input", function () { show(true) })
    form.addEventListener("submit", function (event) { event.preventDefault() })
    form.addEventListener("reset", function () {
      sorted = { column: -1, down: false }
      rows.forEach(function (row) { table.tBodies[0].append(row) })
      setTimeout(function () { show(true) })
    })
    window.addEventListener("hashchange", function () { restore(); show(false) })
    box.prepend(form, count)
    restore()
    show(false)
  }

  document.querySelectorAll("[data-filters]").forEach(enhance)
})()
