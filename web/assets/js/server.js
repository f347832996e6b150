// Small requests of scripts: JSON in, forms out, with the session's form token.
import { base } from "./elements.js";

export class Offline extends Error {}
export class SignedOut extends Error {}
export class Refused extends Error {
  constructor(status, body) {
    super(`answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

export const formToken = () => document.querySelector('meta[name="csrf-token"]')?.content || "";

export function setFormToken(token) {
  const meta = document.querySelector('meta[name="csrf-token"]');
  if (meta) meta.content = token;
  for (const input of document.querySelectorAll('input[name="_csrf_token"]')) input.value = token;
}

let lastContact = Date.now();
export const sinceContact = () => (Date.now() - lastContact) / 1000;
export const touch = () => { lastContact = Date.now(); };

const isSignIn = (url) => new URL(url, location.href).pathname === "/sign-in";

async function request(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    document.dispatchEvent(new CustomEvent("dapur:offline"));
    throw new Offline();
  }
  document.dispatchEvent(new CustomEvent("dapur:online"));
  const redirect = response.headers.get("HX-Redirect") || "";
  if (response.status === 401 || (response.redirected && isSignIn(response.url)) || redirect.startsWith("/sign-in")) {
    throw new SignedOut();
  }
  touch();
  return response;
}

export async function ask(url, signal) {
  const response = await request(url, { headers: { Accept: "application/json" }, signal });
  if (!response.ok) throw new Refused(response.status);
  return response.status === 204 ? null : response.json();
}

// What a refusal says, as data or as a page; "" where it says nothing.
export function saidIn(body) {
  if (body.startsWith("{")) return JSON.parse(body).message || "";
  const page = new DOMParser().parseFromString(body, "text/html");
  const lines = page.querySelectorAll("#summary li, #conflict > p:first-of-type, .state p");
  return [...lines].map((line) => line.textContent.trim()).join(" ");
}

// Sends a form (FormData, pairs or plain object); answers the response. Raises Refused on 4xx and 5xx.
export async function send(url, body, { signal, keepalive, headers = {} } = {}) {
  const fields = Symbol.iterator in body ? body : Object.entries(body);
  const hasFile = body instanceof FormData && [...body.values()].some((value) => value instanceof File);
  const response = await request(url, {
    method: "POST",
    headers: { "X-CSRFToken": formToken(), Accept: "application/json, text/html", ...headers },
    body: hasFile ? body : new URLSearchParams([...fields]),
    signal,
    keepalive,
  });
  if (!response.ok) throw new Refused(response.status, await response.text());
  return response;
}

export const alive = () => request(`${base()}/_alive`, { headers: { Accept: "application/json" }, cache: "no-store" });

// What htmx sends carries the token too, and what it receives counts as a sign of life.
document.addEventListener("htmx:config:request", (event) => {
  const { request: asked } = event.detail.ctx;
  if (asked.method !== "GET") asked.headers["X-CSRFToken"] = formToken();
});
document.addEventListener("htmx:after:request", () => {
  touch();
  document.dispatchEvent(new CustomEvent("dapur:online"));
});
