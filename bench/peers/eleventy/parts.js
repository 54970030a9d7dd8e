import { readFileSync } from "node:fs";

const frame = (name) => readFileSync(new URL(`./frame/${name}.html`, import.meta.url), "utf8");
const HEAD = frame("head");
const TOP = frame("top");
const FOOT = frame("foot");
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const SITE = "https://briefing.example";

export const escape = (text) => String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]);

export const slug = (label) => label.toLowerCase().replaceAll(" ", "-");

export const each = (items, print) => items.map(print).join("");

export function page({ title, url, type = "website", blurb = "" }, main) {
  const name = escape(title);
  const about = blurb && escape(blurb);
  return `${HEAD}<title>${name} – Bench Briefing</title>
${about && `<meta name="description" content="${about}">\n`}<link rel="canonical" href="${SITE}${url}">
<meta property="og:type" content="${type}">
<meta property="og:title" content="${name}">
${about && `<meta property="og:description" content="${about}">\n`}<meta property="og:url" content="${SITE}${url}">
${TOP}${main}${FOOT}`;
}

export const kicker = (topics) => `<ul class="kicker" role="list">
${each(topics, (topic) => `<li><bdi>${escape(topic)}</bdi></li>\n`)}</ul>`;

export const card = ({ url, data }) => `<li><article class="card">
${kicker(data.topics)}
<h2 class="headline" dir="auto"><a href="${url}">${escape(data.title)}</a></h2>
<p class="blurb" dir="auto">${escape(data.blurb)}</p>
<p class="facts"><span><time datetime="${data.day}">${data.shown}</time></span> <span>${data.cited} cited of ${data.total} articles</span></p>
</article>
</li>
`;

export const pager = (older, newer) => `<nav class="pager" aria-label="Older, newer">
${older ? `<a rel="prev" href="${older}"><span class="pager-way">Older</span></a>\n` : ""}${newer ? `<a rel="next" href="${newer}"><span class="pager-way">Newer</span></a>\n` : ""}</nav>
`;
