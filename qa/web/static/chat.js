// What Gradio does not do for the conversation: it is kept in this browser as the addresses of its questions, and asked
// again when the page is opened again; limits and months ask within it; an address with ?q= asks, in a new one.
const KEPT = "baowen";
const UNSENT = "baowen-unsent";
// The browser inside WeChat has one window only: there links that would open another stay in this one.
const wechat = navigator.userAgent.includes("MicroMessenger");

// Gradio writes the language of the browser there, whatever the page speaks.
const root = document.documentElement;
function speak() {
  if (root.lang !== root.dataset.lang) root.lang = root.dataset.lang;
}
new MutationObserver(speak).observe(root, { attributeFilter: ["lang"] });
speak();

function type(selector, typed) {
  const box = document.querySelector(selector);
  if (box.value === typed) return;
  box.value = typed;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function ask(addresses) {
  type("#again textarea", addresses.join("\n"));
  document.querySelector("#again button").click();
}

// Gradio says in English that the connection is lost; when there is one again it loads the page anew, and what was asked
// meanwhile stands in the box.
function translate() {
  document.querySelectorAll("[data-testid=toast-text]").forEach((said) => {
    if (!said.textContent.startsWith("Connection to the server was lost")) return;
    said.textContent = root.dataset.lost;
    try {
      sessionStorage.setItem(UNSENT, document.querySelector("#question textarea").value);
    } catch {
      // a browser that keeps nothing
    }
  });
}
new MutationObserver(translate).observe(root, { childList: true, subtree: true });

// A tab goes on with its own conversation, a new one with that which was kept last.
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? localStorage.getItem(KEPT)) || [];
  } catch {
    return []; // a browser that keeps nothing, or something that is not ours
  }
}

// Also told to the server with the next question, as it may have forgotten. An address that somebody shared does not take
// the place of what is kept, until something more is asked.
let shared = false;
let cleared = false;
function keep() {
  const turns = [...document.querySelectorAll("#conversation .turn")].reverse();
  const addresses = turns.map((turn) => turn.dataset.address);
  if (!addresses.length && !cleared) return; // the page is not whole yet
  if (!addresses.length) cleared = false;
  type("#kept textarea", addresses.join("\n"));
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(addresses));
    if (!shared || turns.length > 1) localStorage.setItem(KEPT, JSON.stringify(addresses));
  } catch {
    // a browser that keeps nothing
  }
}

function restore() {
  try {
    const before = sessionStorage.getItem(UNSENT);
    sessionStorage.removeItem(UNSENT);
    if (before) type("#question textarea", before);
  } catch {
    // a browser that keeps nothing
  }
}

// What came is told to screen readers, which follow no page that changes; it is brought into sight where the keyboard of
// a phone or the masthead leave no room for it, and has the focus if what had it is gone. A conversation that is only
// resumed is left alone.
const teller = document.querySelector("#told");
let told = "";
let resuming = ""; // the address of the last question of a conversation that is being resumed
let within = false;
let held = false; // the newest question was given the focus

function spoken(turn) {
  const words = turn.querySelectorAll(".notice, .said");
  return [...words].map((each) => {
    const plain = each.cloneNode(true);
    plain.querySelectorAll(".peek, .seal").forEach((beside) => beside.remove());
    return plain.textContent.trim();
  }).join(" ");
}

function bring(turn) {
  const { top } = turn.getBoundingClientRect();
  if (top < 0 || top > (visualViewport?.height ?? innerHeight) / 2) turn.scrollIntoView({ block: "start" });
}

function take(turn) {
  turn.querySelector("summary").focus({ preventScroll: true });
}

function tell() {
  const turn = document.querySelector("#conversation .turn"); // the newest
  const words = turn ? `${turn.dataset.address} ${spoken(turn)}` : "";
  const lost = held && document.activeElement === document.body; // what had it was made anew
  if (words === told) {
    if (lost && turn) take(turn);
    return;
  }
  told = words;
  teller.textContent = "";
  if (!turn) return; // cleared, or between two states of the page
  const pending = turn.querySelector(".pending");
  if (turn.dataset.address === resuming) {
    if (pending) return;
    resuming = "";
    requestAnimationFrame(() => requestAnimationFrame(restore)); // when Gradio has emptied the box
    return;
  }
  teller.textContent = spoken(turn);
  requestAnimationFrame(() => requestAnimationFrame(() => bring(turn))); // when what is around it has its place
  held = within || lost;
  if (held) take(turn);
  within = within && Boolean(pending);
}

function begin() {
  const plain = document.querySelector("#plain input");
  root.classList.toggle("chatting", plain.value === plain.defaultValue && plain !== document.activeElement);
  const linked = new URLSearchParams(location.search).get("q");
  const asked = linked ? [`search${location.search}`] : kept();
  if (location.search) history.replaceState(null, "", location.pathname);
  shared = Boolean(linked);
  if (!asked.length) restore();
  if (!linked) resuming = asked.at(-1) ?? "";
  if (asked.length) ask(asked);
  const changed = () => (keep(), tell());
  new MutationObserver(changed).observe(document.querySelector("#conversation"), { childList: true, subtree: true });
}

const waiting = new MutationObserver(() => {
  if (!["#again button", "#kept textarea", "#conversation"].every((part) => document.querySelector(part))) return;
  waiting.disconnect();
  begin();
});
waiting.observe(document.body, { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  const link = event.target.closest("#conversation a");
  if (!link) return;
  if (wechat) link.removeAttribute("target");
  if (!link.closest(".chips, .timeline") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  within = true;
  ask([link.getAttribute("href")]);
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("#suggestions button")) within = true; // which is gone then
  if (!event.target.closest("#clear")) return;
  cleared = true;
  document.querySelector("#question textarea").focus();
});

document.addEventListener("click", (event) => {
  const undo = event.target.closest("#conversation .cleared button");
  if (!undo) return;
  within = true;
  ask(undo.dataset.addresses.split(" "));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#conversation .limited");
  if (!form) return;
  event.preventDefault();
  within = true;
  ask([`search?${new URLSearchParams(new FormData(form))}`]);
}, true);

// What the mouse or the keyboard shows beside a reference goes with Esc, until either moves on.
document.addEventListener("keydown", (event) => event.key === "Escape" && root.classList.add("unpeeked"));
for (const move of ["mouseout", "focusout"]) document.addEventListener(move, () => root.classList.remove("unpeeked"));
