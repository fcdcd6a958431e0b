/* Portulan's scripts only make live what already works: forms answer as one types, without leaving the page. */

const wide = matchMedia("(min-width: 62em)");

/** Side panels are unfolded where there is room for them. */
function openPanels() {
  for (const panel of document.querySelectorAll("details.pt-panel--wide")) if (wide.matches) panel.open = true;
}

const announcer = document.createElement("p");
announcer.className = "fr-sr-only";
announcer.setAttribute("role", "status");
document.body.append(announcer);

let underway;

/** Puts the parts of the page at `address` in place of those shown, and keeps focus where it is. */
async function show(address, { form = false } = {}) {
  underway?.abort();
  underway = new AbortController();
  const parts = document.querySelectorAll("[data-part]");
  for (const part of parts) part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: underway.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-part]")) return void location.assign(address);
    const focused = document.activeElement?.id;
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    }
    // What had the focus may be gone: the heading of the results takes it.
    if (document.activeElement === document.body) {
      const heir = (focused && document.getElementById(focused)) || document.getElementById("resultats-titre");
      heir?.focus({ preventScroll: true });
    }
    document.title = page.title;
    // A redirect has led to the address without empty fields.
    history.pushState(null, "", answer.redirected ? answer.url : address);
    if (form) renewForm(page);
    announcer.textContent = document.getElementById("resultats-titre")?.textContent ?? "";
    enhance();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  } finally {
    for (const part of document.querySelectorAll("[data-part][aria-busy]")) part.removeAttribute("aria-busy");
  }
}

/** The address that sending `form` would lead to, without its empty fields. */
function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const text = query.toString();
  return form.getAttribute("action") + (text ? "?" + text : "");
}

/** The form says again what the address says, after a link has changed it. Panels stay as they are. */
function renewForm(page) {
  const form = document.querySelector("form[data-live]");
  const fresh = page.querySelector("form[data-live]");
  if (!form || !fresh) return;
  const opened = [...form.querySelectorAll("details[id]")].filter((panel) => panel.open).map((panel) => panel.id);
  form.replaceChildren(...fresh.childNodes);
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  openPanels();
}

// The form belongs to the address: going back renews both.
addEventListener("popstate", () => location.reload());

for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting;
  const send = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (form.checkValidity()) show(addressOf(form)); }, delay);
  };
  form.addEventListener("input", (event) => send(event.target.matches("[type=checkbox], select") ? 0 : 350));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(0);
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-part] .pt-sort, [data-part] .fr-pagination__link[href], [data-part] [data-live-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  event.preventDefault();
  const isPage = link.classList.contains("fr-pagination__link");
  show(link.href, { form: true }).then(() => {
    if (isPage) document.getElementById("resultats")?.scrollIntoView({ block: "start" });
  });
});

/** A button that copies, beside each program to paste. */
function addCopyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll(".pt-codeblock:not([data-ready])")) {
    block.dataset.ready = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fr-btn fr-btn--tertiary fr-btn--sm pt-copy";
    button.textContent = block.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = announcer.textContent = block.dataset.copied;
      setTimeout(() => { button.textContent = block.dataset.copy; }, 2000);
    });
    block.append(button);
  }
}

/** The map that moves is fetched only by those who ask for it. */
function addMapButton() {
  for (const holder of document.querySelectorAll("[data-map-button]")) {
    holder.hidden = false;
    holder.firstElementChild.addEventListener("click", async () => {
      holder.hidden = true;
      const { open } = await import("./map.js");
      await open(document.querySelector("[data-map]"));
    }, { once: true });
  }
}

function enhance() {
  addCopyButtons();
  addMapButton();
}

openPanels();
wide.addEventListener("change", openPanels);
enhance();

/** A file may be dragged onto its field, and one sees how far it is sent. Without this, the form works as it is. */
for (const form of document.querySelectorAll("form[data-check]")) {
  const zone = form.querySelector("[data-drop]");
  const input = zone.querySelector("input[type=file]");
  const state = form.querySelector("[data-state]");
  const bar = form.querySelector("[data-progress]");
  zone.querySelector("[data-drop-hint]").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", (step) => {
      if (step.lengthComputable) bar.value = (100 * step.loaded) / step.total;
    });
    request.upload.addEventListener("load", () => (state.textContent = state.dataset.reading));
    request.addEventListener("load", () => {
      // Sent to the report's own address, or given the form again with what went wrong.
      if (request.status === 200 && request.responseURL !== form.action) return void location.assign(request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.getElementById("contenu").replaceWith(document.adoptNode(page.getElementById("contenu")));
      document.getElementById("contenu").focus();
      document.getElementById("contenu").scrollIntoView();
    });
    // The server closes the door on what is too large before it has read it: the plain form then shows its answer.
    request.addEventListener("error", () => {
      bar.hidden = true;
      state.textContent = state.dataset.tooLarge;
    });
    state.textContent = state.dataset.sending;
    bar.hidden = false;
    request.send(new FormData(form));
  });
}

/** Titles are proposed as one types: a list under the field, chosen by arrows or by hand. Without this, the form searches. */
for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = field.id + "-titres";
  list.className = "pt-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  list.hidden = true;
  field.closest("form").classList.add("pt-suggesting");
  field.closest("form").append(list);
  field.autocomplete = "off";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) field.setAttribute(name, value);
  let waiting, asking;
  const close = () => {
    asking?.abort();
    clearTimeout(waiting);
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?size=6&q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      list.replaceChildren(...(await answer.json()).map((dataset, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = dataset.title;
        option.dataset.href = new URL(dataset.page).pathname;
        return option;
      }));
      list.hidden = !list.children.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      field.removeAttribute("aria-activedescendant");
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const current = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown") choose(current ? current.nextElementSibling : list.firstElementChild);
    else if (event.key === "ArrowUp") choose(current ? current.previousElementSibling : list.lastElementChild);
    else if (event.key === "Enter" && current) location.assign(current.dataset.href);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus, which closes the list.
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    location.assign(option.dataset.href);
  });
  field.addEventListener("blur", close);
}
