import { readFileSync } from "node:fs";

const frame = (name) => readFileSync(new URL(`./frame/${name}.html`, import.meta.url), "utf8");
const HEAD = frame("head");
const TOP = frame("top");
const OPENING = frame("opening");
const FOOT = frame("foot");
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const SITE = "https://briefing.example";

export const escape = (text) => String(text).replace(/[&<>"]/g, (character) => ENTITIES[character]);

export const slug = (label) => label.toLowerCase().replaceAll(" ", "-");

export const each = (items, print) => items.map(print).join("");

const CITATION = /⸢(\d+) (\d+)⸣/g;
const SENTENCE = /⸤(\d+) ([^⸣]+)⸣/g;

export const cited = (slug, content) =>
  content
    .replace(
      CITATION,
      (_, at, n) =>
        `<sup class="cite" id="${slug}-c${at}"><a href="#${slug}-r${n}">${n}</a><button popovertarget="card_${n}" value="${n}" aria-label="Reference ${n}"></button></sup>`,
    )
    .replace(SENTENCE, (_, n, classes) => `<span id="${slug}-q${n}" class="${classes}" data-number="${n}">`)
    .replaceAll("⸥", "</span>");

export function page({ title, url, type = "website", about = "", identity = "" }, main) {
  const name = escape(title);
  const isHome = url === "/";
  const words = about && escape(about);
  return `${HEAD}<title>${isHome ? name : `${name} – Bench Briefing`}</title>
${words && `<meta name="description" content="${words}">\n`}<link rel="canonical" href="${SITE}${url}">
<meta property="og:site_name" content="Bench Briefing">
<meta property="og:type" content="${type}">
<meta property="og:title" content="${name}">
${words && `<meta property="og:description" content="${words}">\n`}<meta property="og:url" content="${SITE}${url}">
${identity && `<meta name="dcterms.identifier" content="${identity}">\n`}${isHome ? OPENING : TOP}${main}${FOOT}`;
}

export const labels = (names, kind, folder, sign = "") => `<ul class="${kind}" role="list">
${each(names, (name) => `<li><a href="/${folder}/${slug(name)}/"><bdi>${sign}${escape(name)}</bdi></a></li>\n`)}</ul>`;

const told = ({ url, data }, level) => `${labels(data.topics, "kicker", "topics")}
<h${level} class="headline" dir="auto"><a href="${url}">${escape(data.title)}</a></h${level}>
<p class="blurb" dir="auto">${escape(data.blurb)}</p>
<p class="facts"><span><time datetime="${data.when}">${data.shown}</time></span> <span>${data.cited} cited of ${data.total} articles</span></p>
`;

export const card = (story, level) => `<li><article class="card">
${told(story, level)}</article>
</li>
`;

const lead = (story, level) => `<article class="card lead">
<div class="lead-text">
${told(story, level)}</div>
<div class="lead-substories">
<h${level + 1} class="section-label">In this story</h${level + 1}>
<ul class="ruled" role="list">
${each(story.data.subs, (sub) => `<li dir="auto"><a href="${sub.url}">${escape(sub.title)}</a></li>\n`)}</ul>
</div>
</article>
`;

export const front = (pages, level, title) => `<header class="edition-head">
<div>
<h${level} class="edition-title" dir="auto">${title}</h${level}>
<p class="facts">
<span>${pages.length} stories</span>
</p>
</div>
</header>
${lead(pages[0], level + 1)}<ul class="stories" role="list">
${each(pages.slice(1), (story) => card(story, level + 1))}</ul>
`;

export const editionLink = ({ day, pages }) => `<a href="/editions/${day}/">${pages[0].data.shown}</a>`;

export const short = (edition, level) => `<section class="edition-short">
<h${level} class="headline" dir="auto">${editionLink(edition)}</h${level}>
<p class="facts">
<span>${edition.pages.length} stories</span>
</p>
<ul class="ruled" role="list">
${each(edition.pages, ({ url, data }) => `<li dir="auto"><a href="${url}">${escape(data.title)}</a></li>\n`)}</ul>
</section>
`;

export const pager = (older, newer) =>
  older || newer
    ? `<nav class="pager" aria-label="Older stories, newer stories">
${older ? `<a rel="prev" href="${older}"><span class="pager-way">Older stories</span></a>\n` : ""}${newer ? `<a rel="next" href="${newer}"><span class="pager-way">Newer stories</span></a>\n` : ""}</nav>
`
    : "";

const way = (link, rel, words) =>
  link
    ? `<a rel="${rel}" href="${link.url}"><span class="pager-way">${words}</span> <span class="pager-name"><bdi>${escape(link.title)}</bdi></span></a>\n`
    : "";

export const ways = (older, newer, noun) => `<nav class="pager" aria-label="Previous ${noun}, next ${noun}">
${way(older, "prev", `Previous ${noun}`)}${way(newer, "next", `Next ${noun}`)}</nav>
`;
