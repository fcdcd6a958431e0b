/* What a script adds to the pages of territories: "my position", and a map that moves over the vector tiles of this
   server. Both are fetched or asked for only on a click; without script the page says the same. */

const LEVELS = [
  { level: "region", from: 0, to: 5.5, tiles: [0, 8] },
  { level: "departement", from: 0, to: 8.5, tiles: [0, 10] },
  { level: "epci", from: 7, to: 9.5, tiles: [5, 11] },
  { level: "commune", from: 8.5, to: 24, tiles: [8, 13] },
];

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

function colour(name, otherwise) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise;
}

function addPosition() {
  const holder = document.querySelector("[data-position]");
  if (!holder || !("geolocation" in navigator)) return;
  holder.hidden = false;
  const status = holder.querySelector("[data-position-status]");
  holder.querySelector("button").addEventListener("click", () => {
    status.textContent = status.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A thousandth of a degree is enough to know the commune.
        const query = new URLSearchParams({ longitude: coords.longitude.toFixed(4), latitude: coords.latitude.toFixed(4) });
        location.assign(`/territoires/ici?${query}`);
      },
      () => { status.textContent = status.dataset.refused; },
      { timeout: 15000, maximumAge: 600000 },
    );
  });
}

function sources() {
  const found = {};
  for (const { level, tiles } of LEVELS) {
    found[level] = {
      type: "vector", tiles: [`${location.origin}/territoires/tuiles/${level}/{z}/{x}/{y}.mvt`], minzoom: tiles[0], maxzoom: tiles[1],
    };
  }
  return found;
}

function layers(own) {
  const accent = colour("--background-action-high-blue-france", "#000091");
  const land = colour("--background-default-grey", "#ffffff");
  const line = colour("--border-plain-grey", "#3a3a3a");
  const made = [{ id: "sea", type: "background", paint: { "background-color": colour("--background-alt-blue-france", "#f5f5fe") } }];
  for (const { level, from, to } of LEVELS.filter(({ level }) => level === "departement" || level === "commune")) {
    made.push({ id: `land-${level}`, type: "fill", source: level, "source-layer": level, minzoom: from, maxzoom: to, paint: { "fill-color": land } });
  }
  if (own.level && sources()[own.level]) {
    made.push({
      id: "own", type: "fill", source: own.level, "source-layer": own.level, filter: ["==", ["get", "code"], own.code],
      paint: { "fill-color": accent, "fill-opacity": 0.25 },
    });
  }
  const edges = [
    { level: "commune", from: 8.5, width: 0.6 }, { level: "epci", from: 8, width: 1.2 },
    { level: "departement", from: 0, width: 1.4 }, { level: "region", from: 0, width: 2.2 },
  ];
  for (const { level, from, width } of edges) {
    made.push({ id: `edge-${level}`, type: "line", source: level, "source-layer": level, minzoom: from, paint: { "line-color": line, "line-width": width, "line-opacity": level === "commune" ? 0.6 : 0.9 } });
  }
  return made;
}

async function open(frame) {
  const { level, code, bounds, script, stylesheet, zoomIn, zoomOut, title, hint } = frame.dataset;
  frame.setAttribute("aria-busy", "true");
  await Promise.all([load("link", { rel: "stylesheet", href: stylesheet }), load("script", { src: script })]);
  const holder = document.createElement("div");
  holder.className = "pt-map__live";
  const name = document.createElement("p");
  name.className = "pt-map__name";
  name.setAttribute("role", "status");
  name.textContent = hint;
  frame.replaceChildren(holder, name);
  frame.removeAttribute("aria-busy");
  const box = bounds ? bounds.split(",").map(Number) : [-5.2, 41.3, 9.6, 51.1];
  const map = new maplibregl.Map({
    container: holder, bounds: box, fitBoundsOptions: { padding: 32 }, attributionControl: false, maxZoom: 15,
    style: { version: 8, sources: sources(), layers: layers({ level, code }) },
    locale: { "NavigationControl.ZoomIn": zoomIn, "NavigationControl.ZoomOut": zoomOut, "Map.Title": title },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  const at = (point) => map.queryRenderedFeatures(point, { layers: ["land-commune", "land-departement"] })[0];
  map.on("mousemove", (event) => {
    const found = at(event.point);
    map.getCanvas().style.cursor = found ? "pointer" : "";
    name.textContent = found ? `${found.properties.nom} (${found.properties.code})` : hint;
  });
  map.on("click", (event) => {
    const found = at(event.point);
    if (found) location.assign(`/territoires/${found.sourceLayer}/${found.properties.code}`);
  });
  holder.dataset.ready = "";
  map.getCanvas().focus();
}

function addMap() {
  const holder = document.querySelector("[data-territory-map-button]");
  if (!holder) return;
  holder.hidden = false;
  holder.firstElementChild.addEventListener("click", async () => {
    holder.hidden = true;
    await open(document.querySelector("[data-territory-map]"));
  }, { once: true });
}

addPosition();
addMap();
