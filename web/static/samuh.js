// Small comforts; every page works without this file.
"use strict";

// Enter sends the question; Shift+Enter begins a new line.
for (const box of document.querySelectorAll("textarea[data-enter-sends]")) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
}

// Fields left empty do not belong in the address.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

// Copy a quote with its reference and the address of its place. The clipboard exists on secure pages only.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const link = new URL(button.dataset.link || location.href, location.href).href;
      await navigator.clipboard.writeText(`${button.dataset.copy}\n${link}`);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}

// A citation opens the original where there is one to look at; without this file it opens the text.
for (const link of document.querySelectorAll("a[href^='/documents/'][href*='start=']:not([data-text])")) {
  const address = new URL(link.href);
  if (/^\/documents\/[^/]+$/.test(address.pathname)) {
    address.pathname += "/view";
    link.href = address.href;
  }
}
