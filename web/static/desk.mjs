// The desk without page loads: forms are sent in the background and the parts that they change are put in place.
// Without this file the same forms load the page anew.

const said = () => document.getElementById("said");

// A citation opens the original where there is one; samuh.js does so for what the page came with.
const toOriginals = (root) => {
  for (const link of root.querySelectorAll("a[href^='/documents/'][href*='start=']")) {
    const address = new URL(link.href);
    if (/^\/documents\/[^/]+$/.test(address.pathname)) {
      address.pathname += "/view";
      link.href = address.href;
    }
  }
};

const announce = (fresh) => {
  const words = fresh.querySelector("[role=alert]")?.textContent ?? fresh.getElementById("said")?.textContent ?? "";
  said().textContent = "";
  setTimeout(() => { said().textContent = words.trim(); }, 50);  // an unchanged text would not be read again
};

// What was typed into a part that is swapped goes on in the part that takes its place.
const swap = (fresh, names) => {
  for (const name of names) {
    const old = document.getElementById(name), next = fresh.getElementById(name);
    if (!old || !next) continue;
    const kept = name === "close-question" ? document.getElementById("ask") : null;
    const changed = kept && kept.value !== kept.defaultValue ? kept.value : null;
    toOriginals(next);
    old.replaceWith(document.adoptNode(next));
    if (changed !== null) document.getElementById("ask").value = changed;
  }
};

const then = {
  select: () => { const box = document.getElementById("q"); box.focus(); box.select(); },
  clear: (form) => { const box = form.querySelector("input:not([type=hidden])"); box.value = ""; box.focus(); },
  interview: () => {
    const next = document.getElementById("i-key") ?? document.getElementById("interview-done") ?? document.getElementById("i-code");
    next?.focus();
    document.getElementById("interview")?.scrollIntoView({ block: "nearest" });
  },
  card: () => document.getElementById("ending")?.focus(),
};

const send = async (form, submitter) => {
  const body = new URLSearchParams(new FormData(form, submitter));
  const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!fresh.getElementById("desk")) {  // signed out, or an error page: show it whole
    if (reply.redirected) location.assign(reply.url);
    else said().textContent = fresh.querySelector("main")?.textContent.trim() ?? "It was not taken.";
    if (!reply.redirected) alertBar(said().textContent);
    return;
  }
  swap(fresh, form.dataset.swap.split(" "));
  if (!reply.ok) swap(fresh, ["bar"]);
  const address = new URL(reply.url);
  if (reply.redirected) history.replaceState(null, "", address);
  announce(fresh);
  if (reply.ok || form.id === "interview") then[form.dataset.then]?.(form);
};

const alertBar = (words) => {
  const line = document.createElement("p");
  line.className = "error-text";
  line.setAttribute("role", "alert");
  line.textContent = words.replace(/\s+/g, " ").slice(0, 400);
  document.getElementById("bar").append(line);
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.swap || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  document.getElementById("desk").setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    alertBar("The service did not answer. What you typed is still here; try again.");
  } finally {
    delete form.dataset.busy;
    document.getElementById("desk").removeAttribute("aria-busy");
  }
});

const typing = (target) => target instanceof HTMLElement &&
  (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
   (target.tagName === "INPUT" && !/^(radio|checkbox|submit)$/.test(target.type)));

// One key answers a question that has nine answers at most: no Enter, as long as the box is empty.
const interviewKey = (event) => {
  const form = document.getElementById("interview"), box = document.getElementById("i-key");
  if (!form || !box || (typing(event.target) && event.target !== box) || box.value) return false;
  const one = form.dataset.oneKey && event.key >= "1" && Number(event.key) <= Number(form.dataset.oneKey);
  const choice = "choice" in form.dataset && event.key === "0";
  if (!one && !choice && event.key !== "-" && event.key !== "?") return false;
  if (event.target.closest?.(".outcomes")) return false;
  box.value = event.key;
  form.requestSubmit();
  return true;
};

const outcomeKey = (event) => {
  const group = event.target.closest?.(".outcomes");
  if (!group || event.key < "1" || event.key > "9") return false;
  const radio = group.querySelectorAll("input")[Number(event.key) - 1];
  if (!radio) return false;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

// Access keys by Alt alone in every browser: Firefox and macOS want other keys for those of the page itself.
const accessKey = (event) => {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  const target = letter && document.querySelector(`[accesskey="${letter}"]`);
  if (!target) return;
  event.preventDefault();
  if (/^(A|BUTTON)$/.test(target.tagName)) target.click();
  else { target.focus(); target.select?.(); }
};

document.addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) accessKey(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (outcomeKey(event) || interviewKey(event)) event.preventDefault();
});

// Typing letters narrows a long list of answers.
document.addEventListener("input", (event) => {
  if (event.target.id !== "i-key") return;
  const words = event.target.value.trim().toLowerCase();
  const narrow = words && !/^[\d\s,;+]+$/.test(words);
  for (const line of document.querySelectorAll(".numbered li")) {
    line.classList.toggle("off", Boolean(narrow) && !line.textContent.toLowerCase().includes(words));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.target.id === "i-text" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();  // samuh.js knows only the boxes that the page came with
    event.target.form.requestSubmit();
  }
});

// The wall renews itself; while the service does not answer, it keeps the last figures and their hour.
const renewWall = async () => {
  const wall = document.getElementById("wall");
  if (!wall) return;
  setTimeout(renewWall, Number(wall.dataset.renew) * 1000);
  try {
    const reply = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("wall");
    if (fresh) wall.replaceChildren(...document.adoptNode(fresh).childNodes);
  } catch { /* the next turn tries again */ }
};
const wall = document.getElementById("wall");
if (wall) setTimeout(renewWall, Number(wall.dataset.renew) * 1000);
