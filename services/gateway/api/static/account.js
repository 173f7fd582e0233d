// Sends the form as JSON, with the token that stands behind # in the address.
const form = document.querySelector("form");
const status = document.querySelector("[role=status]");
const token = decodeURIComponent(location.hash.slice(1));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = Object.fromEntries(new FormData(form));
  if (token) body.token = token;
  form.querySelector("button").disabled = true;
  try {
    const answer = await fetch(form.dataset.path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) {
      form.hidden = true;
      status.textContent = form.dataset.done;
      return;
    }
    status.textContent = (await answer.json()).detail;
  } catch {
    status.textContent = "The server could not be reached. Try again in a moment.";
  }
  form.querySelector("button").disabled = false;
});
