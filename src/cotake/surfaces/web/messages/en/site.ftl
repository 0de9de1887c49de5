# The site that runs in a browser alone.
site-about = Can I take these together? An answer for a whole list of medicines, with its sources, worked out in your browser.
site-start = Starting
site-loading = cotake is being fetched. You may begin to type.
site-fetched = cotake is being fetched: { $done } of { $all } MB. You may begin to type.
site-starting = Almost there: cotake is starting.
site-ready = cotake is ready.
site-late = If nothing moves here, open this page from a web address: it does not work as a file opened from a folder.
site-no-script = This page works out its answers in your browser and needs JavaScript. Nothing you type is sent anywhere.
site-old-browser = This browser cannot run cotake: it lacks WebAssembly or something as new. Use a current version of Firefox, Chrome, Edge or Safari.
site-failed = cotake could not be fetched or started. See whether you are online, and load the page again.
site-foot = This page answers in your browser alone. What you type is sent nowhere.
site-offline = It also works without a network now.
site-keep = Keep my list on this device
site-keep-hint = Otherwise it goes when this tab is closed. Anyone who uses this device can see a list that is kept.
