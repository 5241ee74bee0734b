// The browser inside WeChat has one window only: there links that would open another stay in this one.
const wechat = navigator.userAgent.includes("MicroMessenger");

document.addEventListener("click", (event) => {
  const link = event.target.closest("#conversation a");
  if (!link) return;
  if (wechat) link.removeAttribute("target");
  // A limit taken away, or a month chosen, asks again within the conversation; elsewhere such a link opens a search.
  const [box, button] = document.querySelectorAll("#again textarea, #again button");
  if (!button || !link.closest(".chips, .timeline") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  box.value = link.getAttribute("href");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  button.click();
}, true);
