// Sends a form as JSON, with the token that stands behind # in the address.
const token = decodeURIComponent(location.hash.slice(1));
const status = document.querySelector("[role=status]");
const buttons = document.querySelectorAll("button");

async function post(path, body, accessToken) {
  const headers = { "Content-Type": "application/json" };
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`;
  const answer = await fetch(path, { method: "POST", headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const told = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Refusal(told.detail);
  return told;
}

class Refusal extends Error {}

async function tell(work, refused = () => {}) {
  buttons.forEach((button) => (button.disabled = true));
  status.textContent = "";
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) refused();
    status.textContent =
      error instanceof Refusal ? error.message : "The server could not be reached. Try again in a moment.";
  }
  buttons.forEach((button) => (button.disabled = false));
}

function hideForms() {
  document.querySelectorAll("form, h2").forEach((part) => (part.hidden = true));
}

async function send(form) {
  const body = Object.fromEntries(new FormData(form));
  if (token) body.token = token;
  let made;
  if ("signIn" in form.dataset) {
    made = await post("/v1/auth/login", { login: body.login, password: body.password });
    await post(form.dataset.path, { token }, made.access_token);
  } else {
    made = await post(form.dataset.path, body);
  }
  // Nobody goes on from here, so no session stays open.
  if (made.access_token) await post("/v1/auth/logout", undefined, made.access_token);
  hideForms();
  status.textContent = form.dataset.done;
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(() => send(form));
  });
}

const offer = document.querySelector("[data-look]");
if (offer) {
  tell(async () => {
    const told = await post(offer.dataset.look, { token });
    offer.textContent = `${told.organization_name} invites ${told.email} to work there as ${told.role}.`;
  }, hideForms);
}
