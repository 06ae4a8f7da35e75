// Beside every page on which something runs: what helps where the connection is lost. Without HTTPS, or where a browser keeps nothing, there is none.
navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
