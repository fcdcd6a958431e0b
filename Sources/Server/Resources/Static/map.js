/* The map that one can move: MapLibre over the GeoJSON of the rows shown. No background map: nothing is asked of
   anyone else. */

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#000091";
}

function extent(features) {
  const box = [180, 90, -180, -90];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
    } else part.forEach(visit);
  };
  for (const feature of features) if (feature.geometry?.coordinates) visit(feature.geometry.coordinates);
  return box[0] > box[2] ? [-5.2, 41.3, 9.6, 51.1] : box;
}

/** Shows `properties` as a list; text only, never markup from the data. */
function card(properties) {
  const list = document.createElement("dl");
  list.className = "pt-facts pt-facts--small";
  for (const [name, value] of Object.entries(properties).slice(0, 12)) {
    if (value === null || value === "") continue;
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const detail = document.createElement("dd");
    term.textContent = name;
    detail.textContent = String(value).slice(0, 200);
    row.append(term, detail);
    list.append(row);
  }
  return list;
}

export async function open(frame) {
  const { mapSource, mapScript, mapStyle, mapZoomIn, mapZoomOut, mapClose, mapTitle } = frame.dataset;
  frame.setAttribute("aria-busy", "true");
  const [data] = await Promise.all([
    fetch(mapSource).then((answer) => answer.json()),
    load("link", { rel: "stylesheet", href: mapStyle }),
    load("script", { src: mapScript }),
  ]);
  const holder = document.createElement("div");
  holder.className = "pt-map__live";
  frame.replaceChildren(holder);
  frame.removeAttribute("aria-busy");
  const accent = colour("--background-action-high-blue-france");
  const map = new maplibregl.Map({
    container: holder,
    bounds: extent(data.features),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    style: {
      version: 8,
      sources: { rows: { type: "geojson", data } },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--background-alt-blue-france") } },
        { id: "areas", type: "fill", source: "rows", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": accent, "fill-opacity": 0.25 } },
        { id: "edges", type: "line", source: "rows", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": accent, "line-width": 1 } },
        { id: "points", type: "circle", source: "rows", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": accent, "circle-radius": 5, "circle-opacity": 0.75, "circle-stroke-width": 1, "circle-stroke-color": "#ffffff" } },
      ],
    },
    locale: { "NavigationControl.ZoomIn": mapZoomIn, "NavigationControl.ZoomOut": mapZoomOut, "Map.Title": mapTitle, "Popup.Close": mapClose },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  for (const layer of ["points", "areas"]) {
    map.on("click", layer, (event) => {
      new maplibregl.Popup({ maxWidth: "20rem" }).setLngLat(event.lngLat).setDOMContent(card(event.features[0].properties)).addTo(map);
    });
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}
