// What is typed at the desk and not sent yet outlives page loads and the swapping of parts: in this window alone, until
// it is sent, the person signs out or another signs in. Without this file a page load forgets it.

const KEY = "samuh-desk-drafts";
const who = () => document.querySelector(".desk[data-who]")?.dataset.who ?? "";

const read = () => {
  try { return JSON.parse(sessionStorage.getItem(KEY) ?? "null"); } catch { return null; }
};
let drafts = read();
if (!drafts || drafts.who !== who()) drafts = { who: who(), held: {} };

const keep = () => {
  try { sessionStorage.setItem(KEY, JSON.stringify(drafts)); } catch { /* kept in memory as long as the page stands */ }
};
keep();

const address = (form) => form.getAttribute("action");
const name = (field) => `${address(field.form)} ${field.name}`;
const ticks = (field) => /^(radio|checkbox)$/.test(field.type);
const drafted = (field) => field.form?.method === "post" && field.name && field.type !== "hidden" && field.type !== "password" &&
  field.closest(".desk[data-who]") && !/^(submit|button)$/.test(field.type);

const unchanged = (field) => {
  if (ticks(field)) return field.checked === field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].every((one) => one.selected === one.defaultSelected || !one.defaultSelected);
  return field.value === field.defaultValue;
};

const typed = (event) => {
  const field = event.target;
  if (!drafted(field)) return;
  drafts.held[name(field)] = field.type === "checkbox" ? field.checked : field.value;
  if (!ticks(field) && field.tagName !== "SELECT" && unchanged(field)) delete drafts.held[name(field)];
  keep();
};

const put = (field, value) => {
  if (field.type === "radio") field.checked = field.value === value || field.checked;
  else if (field.type === "checkbox") field.checked = value;
  else field.value = value;
};

// Put drafts back where the page holds what it came with: what the service gave back goes before a draft.
const restore = () => {
  for (const field of document.querySelectorAll(".desk[data-who] :is(input, textarea, select)")) {
    if (drafted(field) && name(field) in drafts.held && unchanged(field)) put(field, drafts.held[name(field)]);
  }
  document.dispatchEvent(new Event("desk:restored"));
};

// What was sent (`body`, all of the form where none is given) is no draft any more; what was typed since then is one.
const forget = (form, body) => {
  const start = `${address(form)} `;
  for (const held of Object.keys(drafts.held)) {
    if (!held.startsWith(start)) continue;
    const sent = body?.getAll(held.slice(start.length)).map((value) => value.replaceAll("\r\n", "\n"));
    if (!sent?.length || typeof drafts.held[held] === "boolean" || sent.includes(drafts.held[held])) delete drafts.held[held];
  }
  keep();
};

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("desk:swapped", restore);
document.addEventListener("desk:taken", (event) => forget(event.detail.form, event.detail.body));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (address(form) === "/sign-out") sessionStorage.removeItem(KEY);
  else if (form.method === "post" && !("swap" in form.dataset || "keep" in form.dataset)) forget(form);  // it loads a page
});
restore();
