import { SITE, cited, each, escape, labels, page, ways } from "../parts.js";

function reference(slug, source) {
  const { n, rests } = source;
  const title = `<p class="source-title" dir="auto">${escape(source.title)}</p>`;
  const facts = `<span><a href="${escape(source.url)}" rel="external">Read at <bdi>${escape(source.outlet)}</bdi></a></span>
<span><time datetime="${source.when}">${source.shown}</time></span>`;
  const places = rests.map((rest) => `<a href="#${slug}-q${rest.n}">${rest.n}</a>`).join(", ");
  return `<li id="${slug}-r${n}" value="${n}">
${title}
<p class="facts">
${facts}
<span class="backs">Cited in ${rests.length === 1 ? "sentence" : "sentences"} ${places}</span>
</p>
<dialog popover id="card_${n}" aria-label="Reference ${n}">
${title}
<p class="facts">${facts}</p>
<p class="note">Cited in</p>
<ul dir="auto">
${each(rests, (rest) => `<li>${escape(rest.text)}</li>\n`)}</ul>
<button popovertarget="card_${n}">Close</button>
</dialog>
</li>
`;
}

export function render(story) {
  const { slug } = story;
  const url = story.page.url;
  const identity = `tag:briefing.example,2025:cluster/${slug}`;
  return page({ title: story.title, url, type: "article", about: story.blurb, identity }, `<article class="story" id="${slug}">
<header class="page-head">
${labels(story.topics, "kicker", "topics")}
<h1 dir="auto">${escape(story.title)}</h1>
<p class="facts">
<span><time datetime="${story.when}">${story.shown}</time></span>
</p>
<p class="facts">${each(story.coverage, (fact) => `<span>${fact}</span> `)}</p>
</header>
<div class="columns">
<div class="columns-main">
<div class="prose summary" dir="auto">
${cited(slug, story.content)}
</div>
</div>
<div class="columns-side">
<section>
<h2 class="section-label">In this story</h2>
<ol class="substories" role="list">
${each(story.subs, (sub, at) => `<li id="${slug}-s${at + 1}">
<h3 class="headline" dir="auto"><a href="${sub.url}">${escape(sub.title)}</a></h3>
<p class="note">Its own story</p>
</li>
`)}</ol>
</section>
</div>
<div class="columns-main">
<section class="references">
<h2 class="section-label">References</h2>
<p class="note">${story.cited} cited of ${story.total} articles in this cluster</p>
<ol class="sources">
${each(story.sources, (source) => reference(slug, source))}</ol>
</section>
<footer class="belongs">
<h2 class="section-label">Tags</h2>
${labels(story.labels, "tags", "tags", "#")}
<p class="facts">
<span>From <a href="/editions/${story.day}/"><bdi>${story.shown}</bdi></a></span>
</p>
<p class="note print-only">${SITE}${url}</p>
</footer>
</div>
</div>
</article>
${ways(story.older, story.newer, "story")}`);
}
