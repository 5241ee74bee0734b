// Gradio opens every link in a window of its own. The ways around the site stay in this one; so does everything in the
// browser inside WeChat, which has no other.
const stays = navigator.userAgent.includes("MicroMessenger") ? "a[target]" : "#masthead a[target]";
document.addEventListener("click", (event) => event.target.closest(stays)?.removeAttribute("target"), true);
