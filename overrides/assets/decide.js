/* The sheet "What matters to me": may keep the answers on this device if the reader ticks a box, clears them, and prints
   the sheet alone. Nothing is fetched or sent, nothing is added up. Without this script the form works on screen and on paper. */
(function () {
  "use strict"

  var KEY = "what-matters-to-me"

  /* Storage may be missing or refused, for one in a folder or a private window. */
  function stored() {
    try { return JSON.parse(window.localStorage.getItem(KEY)) } catch (error) { return null }
  }

  function store(answers) {
    try {
      if (answers) window.localStorage.setItem(KEY, JSON.stringify(answers))
      else window.localStorage.removeItem(KEY)
      return true
    } catch (error) { return false }
  }

  function button(text, action) {
    var element = document.createElement("button")
    element.type = "button"
    element.className = "md-button"
    element.textContent = text
    element.addEventListener("click", action)
    return element
  }

  function enhance(form) {
    var fields = Array.prototype.slice.call(form.querySelectorAll("input, textarea"))
    var keep = document.createElement("input")
    var label = document.createElement("label")
    var status = document.createElement("p")
    var tools = document.createElement("div")

    function answers() {
      var found = {}
      fields.forEach(function (field) {
        if (field.type === "radio" ? field.checked : field.value) found[field.name] = field.value
      })
      return found
    }

    function fill(from) {
      fields.forEach(function (field) {
        if (field.type === "radio") field.checked = from[field.name] === field.value
        else field.value = typeof from[field.name] === "string" ? from[field.name] : ""
      })
    }

    function save() {
      if (keep.checked && !store(answers())) {
        keep.checked = false
        status.textContent = "This browser does not let the page keep answers. Print them instead."
      }
    }

    /* A text longer than its box would be cut on paper. */
    function grow() {
      form.querySelectorAll("textarea").forEach(function (area) {
        area.style.height = "auto"
        if (area.scrollHeight > area.clientHeight) area.style.height = area.scrollHeight + "px"
      })
    }

    var before = stored()
    if (before && typeof before === "object") {
      fill(before)
      keep.checked = true
    }
    keep.type = "checkbox"
    label.append(keep, " Keep my answers on this device")
    status.setAttribute("role", "status")
    tools.className = "values-tools"
    tools.append(
      label,
      button("Print this sheet", function () {
        grow()
        document.documentElement.classList.add("print-values")
        window.print()
      }),
      button("Clear my answers", function () {
        fill({})
        keep.checked = false
        status.textContent = store(null) ? "Your answers are cleared here and on this device." : "Your answers are cleared."
      }),
      status
    )
    form.after(tools)
    form.addEventListener("input", function () { status.textContent = ""; save() })
    form.addEventListener("submit", function (event) { event.preventDefault() })
    keep.addEventListener("change", function () {
      status.textContent = keep.checked ? "Kept on this device from now on. Others who use it could read them." : "No longer kept on this device."
      if (keep.checked) save()
      else store(null)
    })
    window.addEventListener("beforeprint", grow)
    window.addEventListener("afterprint", function () { document.documentElement.classList.remove("print-values") })
  }

  document.querySelectorAll("form.values").forEach(enhance)
})()
