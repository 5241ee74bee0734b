// The browser inside WeChat has one window: what Gradio would open in another is opened in this one.
if (navigator.userAgent.includes("MicroMessenger")) {
  document.addEventListener("click", (event) => event.target.closest("a[target]")?.removeAttribute("target"), true);
}
