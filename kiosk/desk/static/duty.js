// Keeps the list of calls fresh, counts the waiting, and rings. Without it the page loads itself anew.
"use strict";

const list = document.getElementById("calls");
const away = document.getElementById("away");
const bell = document.getElementById("bell");
const bellTold = document.getElementById("bell-told");
const said = document.getElementById("told");
const title = document.title;
const RING_EVERY = 5000;
const AFRESH = 5000;
let sound = null;
let free = list.querySelectorAll(".call.free").length;

function told() {
  document.title = free ? `(${free}) ${title}` : title;
}

function tick() {
  for (const call of list.querySelectorAll("[data-waited]")) {
    const waited = Number(call.dataset.waited) + 1;
    call.dataset.waited = waited;
    call.querySelector(".clock").textContent = `${Math.floor(waited / 60)}:${String(waited % 60).padStart(2, "0")}`;
  }
}

function note(hertz, from) {
  const tone = sound.createOscillator();
  const loud = sound.createGain();
  tone.frequency.value = hertz;
  loud.gain.setValueAtTime(0.4, sound.currentTime + from);
  loud.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + from + 0.4);
  tone.connect(loud).connect(sound.destination);
  tone.start(sound.currentTime + from);
  tone.stop(sound.currentTime + from + 0.4);
}

function ring() {
  if (!free) return;
  if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
  if (!sound) return;
  [784, 659, 523].forEach((hertz, place) => note(hertz, place * 0.3));
}

function stayAwake() {
  if (navigator.wakeLock && document.visibilityState === "visible") {
    navigator.wakeLock.request("screen").catch(() => {});
  }
}

function showBell() {
  bell.hidden = false;
  bell.addEventListener("click", () => {
    sound = new AudioContext();
    bell.hidden = true;
    bellTold.hidden = false;
    note(659, 0);
    stayAwake();
    ring();
  });
  document.addEventListener("visibilitychange", () => { if (sound) stayAwake(); });
}

function show(page) {
  list.innerHTML = page;
  free = list.querySelectorAll(".call.free").length;
  told();
}

// An act leaves the page where it is: loaded anew, it would have lost its sound.
async function act(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("calls");
    if (!fresh) {
      location.reload();
      return;
    }
    said.textContent = page.getElementById("told").textContent;
    said.hidden = !said.textContent;
    show(fresh.innerHTML);
  } catch {
    away.hidden = false;
  }
}

function listen() {
  const stream = new EventSource(list.dataset.stream);
  let failures = 0;
  stream.addEventListener("open", () => {
    failures = 0;
    away.hidden = true;
  });
  stream.addEventListener("calls", (event) => {
    const { page, free: now } = JSON.parse(event.data);
    const more = now > free;
    show(page);
    if (more) ring();
  });
  stream.addEventListener("error", () => {
    // Each stream ends after what it had to say; only when the next one fails, too, is the desk away.
    failures += 1;
    away.hidden = failures < 2;
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), AFRESH);
  });
}

told();
showBell();
list.addEventListener("submit", act);
listen();
setInterval(tick, 1000);
setInterval(ring, RING_EVERY);
