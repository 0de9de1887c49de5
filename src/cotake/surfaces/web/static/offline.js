// The browser keeps one page, that says how to start cotake again.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
