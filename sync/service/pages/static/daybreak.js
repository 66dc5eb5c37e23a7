/* Only what a page can't do without a script: cover again, live updates, print. Everything else is plain HTML. */
"use strict";

const REST_MS = 60000;
const page = document.body.dataset;

/* Covering. The server already refuses a reveal older than its minute; here the screen itself goes blank in time. */
let timer;

function cover() {
  const typed = [...document.querySelectorAll("textarea")].some((field) => field.value.trim());
  if (!typed) return location.replace(page.covered);
  /* A note half-written is kept: the page is hidden instead, and one press brings it back. */
  const main = document.querySelector("main");
  const again = document.querySelector("[data-show-again]");
  main.hidden = true;
  again.hidden = false;
  again.querySelector("button").addEventListener("click", () => {
    again.hidden = true;
    main.hidden = false;
    rest();
  }, { once: true });
}

function rest() {
  clearTimeout(timer);
  if (page.covered && !document.querySelector("main").hidden) timer = setTimeout(cover, Number(page.coverMs || REST_MS));
}

if (page.covered) {
  rest();
  if (page.coverRests === "yes") {
    for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, rest, { passive: true });
  }
  addEventListener("keydown", (press) => { if (press.key === "Escape") cover(); });
  addEventListener("pageshow", (shown) => { if (shown.persisted) location.replace(page.covered); });
}

/* Live. The server says only that something changed; the fragment is then fetched as this page is shown now. */
const live = document.querySelector("[data-live]");

async function refresh() {
  const answer = await fetch(live.dataset.part, { headers: { "X-Requested-With": "fetch" }, cache: "no-store" });
  if (answer.redirected || !answer.ok) return location.reload();
  const focused = document.activeElement && document.activeElement.id;
  live.innerHTML = await answer.text();
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  lookAgain();
  ringNew();
}

/* A request goes on to the next adult when its time has passed: nothing is sent then, so the page asks by itself. */
let next;

function lookAgain() {
  const mark = live.querySelector("[data-look-again]");
  clearTimeout(next);
  if (mark) next = setTimeout(refresh, Math.min(Number(mark.dataset.lookAgain) * 1000, 2 ** 31 - 1));
}

if (live) lookAgain();

/* Ringing. A browser that its reader has asked to says that a child waits: a class and no more, as the page covered. */
const RINGS = "daybreak-rings";
const offer = document.querySelector("[data-ring-words]");
let rung = new Set();

function ringNew() {
  const marks = [...live.querySelectorAll("[data-ring]")];
  if (offer && localStorage.getItem(RINGS) && Notification.permission === "granted") {
    for (const mark of marks.filter((each) => !rung.has(each.dataset.ring))) {
      const told = new Notification(mark.textContent, { tag: mark.dataset.ring, requireInteraction: true });
      told.addEventListener("click", () => focus());
    }
  }
  rung = new Set(marks.map((each) => each.dataset.ring));
}

function ringing() {
  offer.textContent = offer.dataset.ringWords;
}

if (live && offer && window.Notification && isSecureContext) {
  rung = new Set([...live.querySelectorAll("[data-ring]")].map((each) => each.dataset.ring));
  if (localStorage.getItem(RINGS) && Notification.permission === "granted") ringing();
  offer.hidden = Notification.permission === "denied";
  const button = offer.querySelector("button");
  if (button) button.addEventListener("click", async () => {
    if (await Notification.requestPermission() !== "granted") return (offer.hidden = true);
    localStorage.setItem(RINGS, "yes");
    ringing();
  });
}

if (live && window.EventSource) {
  const said = document.querySelector("[data-live-words]");
  const source = new EventSource(live.dataset.live);
  let soon;
  source.addEventListener("listening", (told) => {
    said.textContent = "Live: changes appear by themselves.";
    /* Something may have happened since the page was made, or while the line was down. */
    if (!told.data || live.querySelector("[data-mark]").dataset.mark !== told.data) refresh();
  });
  source.addEventListener("error", () => { said.textContent = "Not live just now."; });
  /* Many open pages hear of one tap: each asks at a moment of its own, one that shows many classes less often. */
  source.addEventListener("changed", () => {
    soon ??= setTimeout(() => { soon = undefined; refresh(); }, Number(live.dataset.soonMs) * (1 + Math.random()));
  });
  addEventListener("pagehide", () => source.close());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* Photographs. A camera's is far larger than a tablet shows: it is made smaller here, before it is sent. */
const PHOTO_SIDE = 1280;

async function smaller(field) {
  const [file] = field.files;
  if (!file || file.size < 500000) return;
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const by = Math.min(1, PHOTO_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * by);
    canvas.height = Math.round(drawn.height * by);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    const held = new DataTransfer();
    held.items.add(new File([made], "photo.jpg", { type: "image/jpeg" }));
    field.files = held.files;
  } catch {
    /* What this browser can't draw goes as it is, and the service says what is wrong with it. */
  }
}

for (const field of document.querySelectorAll("[data-photo]")) field.addEventListener("change", () => smaller(field));
