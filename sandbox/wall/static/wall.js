"use strict";
// Asks for the posts every second and a half; the ETag makes an unchanged wall cost next to nothing.
const EVERY_MS = 1500;
const main = document.getElementById("main");
const live = document.getElementById("live");
const address = new URL(location.href);
address.searchParams.set("part", "posts");
let version = "";

function newest() {
  return Math.max(0, ...[...main.querySelectorAll("[data-seq]")].map((card) => Number(card.dataset.seq)));
}

function tellTimes() {
  for (const time of main.querySelectorAll("time")) {
    const seconds = Math.round((Date.now() - new Date(time.dateTime)) / 1000);
    time.textContent = seconds < 5 ? "now" : seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min`
      : seconds < 86400 ? `${Math.floor(seconds / 3600)} h` : new Date(time.dateTime).toLocaleDateString();
  }
}

function count() {
  let all = 0;
  for (const column of main.querySelectorAll("[data-network]")) {
    const shown = document.querySelector(`[data-count="${column.dataset.network}"]`);
    if (shown) shown.textContent = column.dataset.live;
    all += Number(column.dataset.live);
  }
  if (!address.searchParams.get("network")) document.querySelector('[data-count="all"]').textContent = all;
}

function isWatching() {
  return [...main.querySelectorAll("video")].some((video) => !video.paused && !video.ended);
}

async function refresh() {
  // What is being played would be taken away.
  if (isWatching()) {
    setTimeout(refresh, EVERY_MS);
    return;
  }
  try {
    const answer = await fetch(address, { headers: version ? { "If-None-Match": version } : {}, cache: "no-store" });
    live.classList.remove("away");
    if (answer.status === 200) {
      const before = newest();
      const first = version === "";
      version = answer.headers.get("ETag") ?? "";
      const places = new Map([...main.querySelectorAll(".shelf")].map((shelf) => [shelf.parentNode.dataset.network, shelf.scrollLeft]));
      main.innerHTML = await answer.text();
      for (const shelf of main.querySelectorAll(".shelf")) shelf.scrollLeft = places.get(shelf.parentNode.dataset.network) ?? 0;
      count();
      const fresh = [...main.querySelectorAll("[data-seq]")].filter((card) => Number(card.dataset.seq) > before);
      if (!first) fresh.forEach((card) => card.classList.add("new"));
      live.textContent = !first && fresh.length ? `${fresh.length} new` : "Live";
    }
  } catch {
    live.classList.add("away");
    live.textContent = "Away";
  }
  tellTimes();
  setTimeout(refresh, document.hidden ? EVERY_MS * 4 : EVERY_MS);
}

tellTimes();
refresh();
