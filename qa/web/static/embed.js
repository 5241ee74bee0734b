// The chat in a frame: answers come into the page; without this script the form brings a new page instead.
const form = document.querySelector("#ask");
const talk = document.querySelector("#conversation");
const box = form.elements.q;
const framed = window.parent !== window;
const addresses = form.elements.before.value ? form.elements.before.value.split("\n") : [];

// Screen readers are told what is said, without its seal; the articles below it would go on for minutes.
function tell(...said) {
  document.querySelector("#told").textContent = said.map((each) => each.innerText.replace(/^答/, "")).join(" ");
}

function word(selector) {
  const shown = document.querySelector(selector).cloneNode(true);
  shown.hidden = false;
  return shown;
}

async function ask(fields) {
  const pass = form.elements.pass.value;
  const body = new FormData();
  const said = {
    site: form.elements.site.value,
    lang: form.elements.lang.value,
    before: addresses.slice(-5).join("\n"),
    asked: String(addresses.length),
    part: "1",
    pass,
    ...fields,
  };
  for (const [name, value] of Object.entries(said)) body.append(name, value);
  const waiting = word(".waiting");
  talk.querySelectorAll(".greeting, .suggestions, .notice").forEach((each) => each.remove());
  talk.querySelectorAll(".turn[open]").forEach((each) => each.removeAttribute("open"));
  talk.prepend(waiting);
  tell(waiting);
  box.value = "";
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { "X-Baowen-Pass": pass } });
    const html = await reply.text();
    if (reply.status === 403 && renewed(html, pass)) {
      waiting.remove();
      return ask(fields);
    }
    if (!reply.ok) throw new Error(said_of(html));
    waiting.insertAdjacentHTML("beforebegin", html);
    const turn = waiting.previousElementSibling;
    addresses.push(turn.dataset.address);
    form.elements.before.value = addresses.join("\n");
    waiting.remove();
    tell(...turn.querySelectorAll(".notice, .said"));
    turn.scrollIntoView({ block: "start" });
  } catch (error) {
    const failed = word(".failed");
    if (!box.value) box.value = fields.q || ""; // to be asked again
    if (!(error instanceof TypeError) && error.message) failed.textContent = error.message; // else the network is gone
    waiting.replaceWith(failed);
    tell(failed);
  }
}

// What a page says that came instead of an answer.
function said_of(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("main h1, main .message p:first-of-type, main .notice")].map((each) => each.textContent).join(" ");
}

// The pass has aged: the page that came instead has a new one. Said once, lest somebody else's 403 be asked for ever.
function renewed(html, pass) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#ask [name=pass]");
  if (!fresh || form.dataset.renewed === pass) return false;
  form.elements.pass.value = form.dataset.renewed = fresh.value;
  return true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (box.value.trim()) ask({ q: box.value.trim() });
});

document.addEventListener("click", (event) => {
  const suggestion = event.target.closest(".suggestions button");
  const link = event.target.closest(".chips a, .timeline a");
  if (suggestion) ask({ q: suggestion.value });
  if (link) ask({ address: link.getAttribute("href") });
  if (suggestion || link) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const limited = event.target.closest(".limited");
  if (!limited) return;
  event.preventDefault();
  ask({ address: `search?${new URLSearchParams(new FormData(limited))}` });
});

function close() {
  if (framed) window.parent.postMessage({ baowen: "close" }, "*"); // nothing in it is anybody's secret
}

if (framed) {
  window.parent.postMessage({ baowen: "here" }, "*");
  document.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

// Does one of the guest's patterns mean an origin? ``*.`` is every host below.
function allowed(origin) {
  return origin === location.origin || (document.body.dataset.origins || "").split(" ").some((pattern) => {
    const [scheme, host] = pattern.split("://");
    return host?.startsWith("*.") ? origin.startsWith(`${scheme}://`) && origin.endsWith(host.slice(1)) : origin === pattern;
  });
}

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || !allowed(event.origin) || typeof event.data !== "object") return;
  if (event.data?.closes === true) document.querySelector(".close").hidden = false;
  if (event.data?.baowen === "focus") box.focus();
  if (event.data?.baowen === "ask" && typeof event.data.question === "string") ask({ q: event.data.question.slice(0, 500) });
});

if (form.hasAttribute("data-ask")) ask({ q: box.value });
