// What Gradio does not do for the conversation: it is kept in this browser as the addresses of its questions, and asked
// again when the page is opened again; limits and months ask within it; an address with ?q= asks, in a new one.
const KEPT = "baowen";
// The browser inside WeChat has one window only: there links that would open another stay in this one.
const wechat = navigator.userAgent.includes("MicroMessenger");

// Gradio writes the language of the browser there, whatever the page speaks.
const root = document.documentElement;
function speak() {
  if (root.lang !== root.dataset.lang) root.lang = root.dataset.lang;
}
new MutationObserver(speak).observe(root, { attributeFilter: ["lang"] });
speak();

function ask(addresses) {
  const [box, button] = document.querySelectorAll("#again textarea, #again button");
  box.value = addresses.join("\n");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  button.click();
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || [];
  } catch {
    return []; // a browser that keeps nothing, or something that is not ours
  }
}

function keep() {
  const turns = [...document.querySelectorAll("#conversation .turn")].reverse();
  try {
    localStorage.setItem(KEPT, JSON.stringify(turns.map((turn) => turn.dataset.address)));
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

function tell() {
  const turn = document.querySelector("#conversation .turn"); // the newest
  const words = turn ? `${turn.dataset.address} ${spoken(turn)}` : "";
  if (words === told) return;
  told = words;
  teller.textContent = "";
  if (!turn) return; // cleared, or between two states of the page
  const pending = turn.querySelector(".pending");
  if (turn.dataset.address === resuming) {
    if (!pending) resuming = "";
    return;
  }
  teller.textContent = spoken(turn);
  requestAnimationFrame(() => requestAnimationFrame(() => bring(turn))); // when what is around it has its place
  if (within) turn.querySelector("summary").focus({ preventScroll: true });
  within = within && Boolean(pending);
}

function begin() {
  const plain = document.querySelector("#plain input");
  document.documentElement.classList.toggle("chatting", !plain.value && plain !== document.activeElement);
  const linked = new URLSearchParams(location.search).get("q");
  const asked = linked ? [`search${location.search}`] : kept();
  if (location.search) history.replaceState(null, "", location.pathname);
  if (!linked) resuming = asked.at(-1) ?? "";
  if (asked.length) ask(asked);
  const changed = () => (keep(), tell());
  new MutationObserver(changed).observe(document.querySelector("#conversation"), { childList: true, subtree: true });
}

const waiting = new MutationObserver(() => {
  if (!document.querySelector("#again button") || !document.querySelector("#conversation")) return;
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
  if (event.target.closest("#clear")) document.querySelector("#question textarea").focus();
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
