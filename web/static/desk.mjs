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

// What was typed into a part that is swapped goes on in the part that takes its place: see desk-drafts.mjs.
const swap = (fresh, names) => {
  const type = document.getElementById("script-type")?.value;
  for (const name of names) {
    const old = document.getElementById(name), next = fresh.getElementById(name);
    if (!old || !next) continue;
    toOriginals(next);
    old.replaceWith(document.adoptNode(next));
  }
  document.dispatchEvent(new Event("desk:swapped"));
  if (names.includes("say") && type !== document.getElementById("script-type")?.value) showScript(type);
};

// The words of another type of call; the type that the call is closed with goes along.
const showScript = async (type) => {
  const address = new URL(location.href);
  address.searchParams.set("type", type);
  const reply = await fetch(address, { headers: { Accept: "text/html" } });
  const next = (await parsed(reply)).getElementById("say");
  if (!next) return;
  const focused = document.activeElement?.id === "script-type";
  document.getElementById("say").replaceWith(document.adoptNode(next));
  if (focused) document.getElementById("script-type").focus();
  const closing = document.getElementById("call-type");
  if (closing) closing.value = type;
};

// The words for a call-back name the hour that its field holds, whatever else of the page is put in place.
let told = "";
const followDue = async () => {
  const due = document.getElementById("back-due"), words = document.getElementById("end-words");
  if (!due || !words) return;
  if (due.value === due.defaultValue && words.dataset.due === undefined) return;
  const old = document.getElementById("sms-back");
  if (!due.value || (words.dataset.due === due.value && (!old || old.dataset.due === due.value))) return;
  const address = new URL(location.href);
  address.searchParams.set("due", due.value);
  told = due.value;
  const reply = await fetch(address, { headers: { Accept: "text/html" } });
  const fresh = await parsed(reply), next = fresh.getElementById("end-words"), sms = fresh.getElementById("sms-back");
  if (!next || told !== due.value) return;  // another hour was chosen meanwhile
  next.dataset.due = due.value;
  document.getElementById("end-words").replaceWith(document.adoptNode(next));
  if (!sms) return;
  sms.dataset.due = due.value;
  document.getElementById("sms-back")?.replaceWith(document.adoptNode(sms));
};
const follow = () => followDue().catch(() => alertBar("The hour in the words at the end could not be renewed: say the hour of the field."));

document.addEventListener("change", (event) => {
  if (/^(script|call)-type$/.test(event.target.id)) showScript(event.target.value);
  if (event.target.id === "back-due") follow();
});
document.addEventListener("desk:swapped", follow);
document.addEventListener("desk:restored", follow);

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

// Tabs and earlier answers change the middle of the page only: what is typed beside it stays.
then.answer = then.select;
then.eligibility = () => (document.getElementById("i-key") ? then.interview() : document.getElementById("i-text")?.focus());
then.cards = () => document.getElementById("work-body").focus();

const go = async (link) => {
  const reply = await fetch(link.href, { headers: { Accept: "text/html" } });
  const fresh = await parsed(reply);
  if (!reply.ok || !fresh.getElementById("desk")) { location.assign(link.href); return; }
  swap(fresh, ["tabs", "work-body", "turns", "sms"]);
  history.replaceState(null, "", reply.url);
  announce(fresh);
  then[link.dataset.go]?.();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link).catch(() => location.assign(link.href));
});

const LONGEST_WAIT_MS = 30_000;  // a reply that never comes must not hold up what is sent after it
const parsed = async (reply) => new DOMParser().parseFromString(await reply.text(), "text/html");

// The form token of whoever is signed in now, put into every form of the page; false where nobody is.
const renewToken = async () => {
  const reply = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
  const token = reply.ok && !reply.redirected && (await parsed(reply)).querySelector("[name=form_token]")?.value;
  if (!token) return false;
  for (const field of document.querySelectorAll("[name=form_token]")) field.value = token;
  return true;
};

const post = async (form, submitter) => {
  const body = new URLSearchParams(new FormData(form, submitter));
  const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" }, signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
  return [reply, await parsed(reply), body];
};

// What a person typed or chose in a form, without what the page put into it.
const entered = (form, body = new URLSearchParams(new FormData(form))) =>
  JSON.stringify([...body].filter(([name]) => form.elements[name]?.type !== "hidden"));

const signedOut = (reply) => reply.status === 403 || new URL(reply.url).pathname === "/sign-in";

// The form itself, or what stands in its place now.
const again = (form) => [...document.querySelectorAll("form[data-swap]")].find((one) =>
  one.getAttribute("action") === form.getAttribute("action") && one.className === form.className && one.id === form.id);

// Whether it was taken. What was typed and sent again in the meantime goes after it: see `again`.
const send = async (form, submitter) => {
  let [reply, fresh, body] = await post(form, submitter);
  if (signedOut(reply)) {
    if (!(await renewToken())) { alertSignIn(); return false; }
    [reply, fresh, body] = await post(form, submitter);
  }
  if (!fresh.getElementById("desk")) { alertBar(fresh.querySelector("main")?.textContent ?? "It was not taken."); return false; }
  const more = form.dataset.again && !submitter?.name && form.id !== "interview" && entered(form) !== entered(form, body);
  if (reply.ok) document.dispatchEvent(new CustomEvent("desk:taken", { detail: { form, body } }));
  swap(fresh, form.dataset.swap.split(" "));
  if (!reply.ok) swap(fresh, ["bar"]);
  if (reply.redirected) history.replaceState(null, "", reply.url);
  announce(fresh);
  if (reply.ok || form.id === "interview") then[form.dataset.then]?.(form);
  if (reply.ok && more) form.dataset.more = "yes";
  return reply.ok;
};

const alertLine = () => {
  document.getElementById("alert-line")?.remove();
  const line = document.createElement("p");
  line.id = "alert-line";
  line.className = "error-text";
  line.setAttribute("role", "alert");
  (document.getElementById("bar") ?? document.querySelector(".desk h1").parentElement).append(line);
  return line;
};

const alertBar = (words) => { alertLine().textContent = words.replace(/\s+/g, " ").trim().slice(0, 400); };

const alertSignIn = () => {
  const link = Object.assign(document.createElement("a"), { href: "/sign-in", target: "_blank", textContent: "Sign in in another window" });
  alertLine().append("You are no longer signed in. What you typed is still here. ", link, ", then send it again.");
};

// Forms go one after another: what one changes, above all the version of the call, is what the next is sent with.
// A call is not closed after something that was not taken, as nobody has seen yet that it was not.
let underWay = Promise.resolve(), sent = 0, refused = 0;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form.dataset.swap || "keep" in form.dataset)) return;
  event.preventDefault();
  if (form.dataset.busy) { form.dataset.again = "yes"; return; }
  const note = form.id === "close-form" ? document.getElementById("note-now") : null;
  if (note?.value.trim()) {
    alertBar("The note for the trace is not added yet. Press Enter in it, or empty it; then close the call.");
    note.focus();
    return;
  }
  form.dataset.busy = "yes";
  const number = ++sent;
  underWay = underWay.then(() => handOver(form, event.submitter, number));
});

const handOver = async (form, submitter, number) => {
  const desk = document.querySelector(".desk");
  desk.setAttribute("aria-busy", "true");
  try {
    if (form.dataset.swap) refused = (await send(form, submitter)) ? refused : sent;
    else if (number <= refused) alertBar(`${document.getElementById("alert-line")?.textContent ?? ""} What was sent before it was not taken: look at it, then send this again.`);
    else if (await renewToken()) leave(form, submitter);
    else alertSignIn();
  } catch {
    refused = sent;
    alertBar("The service did not answer. What you typed is still here; try again.");
  } finally {
    delete form.dataset.busy;
    delete form.dataset.again;
    if (form.dataset.more) again(form)?.requestSubmit();
    delete form.dataset.more;
    desk.removeAttribute("aria-busy");
  }
};

// Send a form as browsers do, with the button that was pressed; nothing asks it again.
const leave = (form, submitter) => {
  document.dispatchEvent(new CustomEvent("desk:taken", { detail: { form } }));
  if (submitter?.name) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
  }
  form.submit();
};

const typing = (target) => target instanceof HTMLElement &&
  (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
   (target.tagName === "INPUT" && !/^(radio|checkbox|submit)$/.test(target.type)));

// One key answers a question that has nine answers at most: no Enter, as long as the box is empty.
const interviewKey = (event) => {
  const form = document.getElementById("interview"), box = document.getElementById("i-key");
  if (!form || !box || (typing(event.target) && event.target !== box)) return false;
  if (form.dataset.busy) return event.key.length === 1;  // it would count for a question that nobody has seen yet
  if (box.value) return false;
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
  if (!event.defaultPrevented && event.target.id === "i-text" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
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
