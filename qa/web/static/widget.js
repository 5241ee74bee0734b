// 报问: the chat of a newspaper archive on another site, with one line:
//   <script async src="https://HOST/widget.js" data-site="ID"></script>
// data-title, data-colour (#rrggbb), data-corner (right, left), data-lang (zh, en): otherwise what the server is set to
// for the site. data-inline (a selector): the chat stands in that element instead of behind a button.
// It adds one element, beside the page's body unless it is inline, and one global, window.Baowen.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const base = new URL(".", script.src);
  const option = script.dataset;
  const PATIENCE = 2000; // milliseconds that the button waits for its looks
  let title = "";
  let place = null;

  // Important, as the host's rules for its own elements would win otherwise; outside the host's flow.
  const apart = ":host { all: initial !important; position: fixed !important; z-index: 2147483000 !important; }";
  const inline = ":host { all: initial !important; display: block !important; }";
  const covering = matchMedia("(max-width: 480px), (max-height: 480px)");

  const styled = (colour, side) => `
    ${place ? inline : apart}
    button { position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483000; min-width: 56px; height: 56px; padding: 0 18px;
      border: 0; border-radius: 28px; background: ${colour}; color: #fffdf9; font: 700 17px/56px serif; cursor: pointer;
      box-shadow: 0 2px 12px #0004; }
    button:focus-visible { outline: 3px solid #1e1b17; outline-offset: 2px; }
    div { position: fixed; bottom: 88px; ${side}: 20px; z-index: 2147483001; width: 400px; height: min(620px, calc(100vh - 108px));
      overflow: hidden; border-radius: 10px; background: #fbf8f1; box-shadow: 0 6px 32px #0005; }
    [hidden] { display: none !important; }
    @media screen and (prefers-color-scheme: dark) { div { background: #1a1714; } }
    div button { position: absolute; top: 8px; bottom: auto; right: 8px; left: auto; min-width: 44px; height: 44px; padding: 0;
      border-radius: 22px; font: 22px/44px serif; }
    div.inline { position: static; width: 100%; height: 560px; border-radius: 0; box-shadow: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    @media ${covering.media} { div:not(.inline) { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
    @media print { button, div:not(.inline) { display: none; } }`;

  // How the site's button looks: what its line says, else what the server is set to, if it says so in time.
  async function look() {
    let set = {};
    const asked = option.site && !(option.title && option.colour && option.corner && option.lang);
    if (asked) {
      const said = fetch(new URL(`api/sites/${encodeURIComponent(option.site)}`, base)).then((reply) => reply.json());
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, {}));
      // A host's policy may forbid to ask, and who is no guest has no looks: then it looks plain.
      set = await Promise.race([said, late]).catch(() => ({}));
      if (!set.colour) set = {};
    }
    const colour = option.colour || set.colour || "";
    return {
      title: option.title || set.title || ((option.lang || set.language) === "en" ? "Ask the paper" : "问报纸"),
      colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#9d2a20",
      side: (option.corner || set.corner) === "left" ? "left" : "right",
      english: (option.lang || set.language) === "en",
    };
  }

  const host = document.createElement("baowen-chat");
  const root = host.attachShadow({ mode: "closed" });
  function wear(style) {
    if (root.adoptedStyleSheets) {
      const sheet = new CSSStyleSheet(); // a host's policy on inline styles does not mind these
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
    } else {
      root.append(Object.assign(document.createElement("style"), { textContent: style }));
    }
  }

  const panel = Object.assign(document.createElement("div"), { hidden: true });
  panel.setAttribute("role", option.inline ? "region" : "dialog");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-haspopup", "dialog");

  // Until the frame says that it is here it cannot be closed from inside: it may be refused, or the server gone.
  const shut = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });

  let frame = null;
  let ready = false;
  let here = false;
  let waiting = [];

  function say(said) {
    if (!ready) {
      waiting.push(said);
      return;
    }
    frame.focus(); // a frame of another origin may not take the focus itself
    frame.contentWindow.postMessage({ ...said, closes: !place }, base.origin);
  }

  // The frame is made when it is first wanted.
  function load() {
    if (frame) return;
    const url = new URL("embed", base);
    if (option.site) url.searchParams.set("site", option.site);
    if (option.lang) url.searchParams.set("lang", option.lang);
    frame = Object.assign(document.createElement("iframe"), { src: url.href, title, referrerPolicy: "origin" });
    frame.addEventListener("load", () => {
      ready = true;
      waiting.splice(0).forEach(say);
    });
    shut.hidden = Boolean(place);
    panel.replaceChildren(guard(), frame, guard(), shut);
  }

  // What never came is asked for anew the next time.
  function unload() {
    if (here || !frame) return;
    panel.replaceChildren();
    frame = null;
    ready = false;
    waiting = [];
  }

  // Where the panel covers the page, Tab stays inside: before and after the frame it is sent back into it.
  function guard() {
    const end = document.createElement("span");
    end.addEventListener("focus", () => frame.focus());
    return end;
  }

  function cover() {
    const covers = covering.matches && !place;
    panel.setAttribute("aria-modal", String(covers));
    for (const end of panel.querySelectorAll("span")) end.tabIndex = covers ? 0 : -1;
  }

  function open(question) {
    load();
    cover();
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    say(typeof question === "string" && question.trim() ? { baowen: "ask", question: question.trim() } : { baowen: "focus" });
  }

  function close() {
    if (place || panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
    unload();
  }

  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
    if (event.data && event.data.baowen === "close") close();
    if (event.data && event.data.baowen === "here") here = shut.hidden = true;
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  shut.addEventListener("click", close);

  function placed() {
    try {
      return option.inline ? document.querySelector(option.inline) : null;
    } catch {
      return null; // no selector
    }
  }

  async function begin() {
    const wanted = await look();
    place = placed();
    title = button.textContent = wanted.title;
    panel.setAttribute("aria-label", title);
    shut.setAttribute("aria-label", wanted.english ? "Close" : "关闭");
    if (frame) frame.title = title; // it was opened before
    wear(styled(wanted.colour, wanted.side));
    if (place) {
      panel.className = "inline";
      panel.hidden = false;
      root.append(panel);
      place.append(host);
      load();
    } else {
      root.append(button, panel);
      document.documentElement.append(host);
    }
  }
  window.Baowen = window.Baowen || { open, close };
  covering.addEventListener("change", cover);
  // The element that the chat is to stand in may come last.
  if (document.readyState !== "loading" || (document.body && !option.inline)) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
