import { SITE, each, escape, kicker, page, slug } from "../parts.js";

const neighbour = (link, rel, words) =>
  link
    ? `<a rel="${rel}" href="${link.url}"><span class="pager-way">${words}</span> <span class="pager-name"><bdi>${escape(link.title)}</bdi></span></a>\n`
    : "";

export function render(story) {
  const url = story.page.url;
  return page({ title: story.title, url, type: "article", blurb: story.blurb }, `<article class="story">
<header class="page-head">
${kicker(story.topics)}
<h1 dir="auto">${escape(story.title)}</h1>
<p class="facts"><span><time datetime="${story.day}">${story.shown}</time></span></p>
</header>
<div class="columns">
<div class="columns-main">
<div class="prose summary" dir="auto">
${story.content}
</div>
</div>
<section class="columns-side">
<h2 class="section-label">In this story</h2>
<ol class="substories" role="list">
${each(story.subs, (sub) => `<li>
<h3 class="headline" dir="auto"><a href="${sub.url}">${escape(sub.title)}</a></h3>
<p class="note">Its own story</p>
</li>
`)}</ol>
</section>
<div class="columns-main">
<section class="references">
<h2 class="section-label">References</h2>
<p class="note">${story.cited} cited of ${story.total} articles in this cluster</p>
<ol class="sources">
${each(story.sources, (source) => `<li id="r${source.n}" value="${source.n}">
<p class="source-title" dir="auto">${escape(source.title)}</p>
<p class="facts">
<span><a href="${escape(source.url)}" rel="external">Read at <bdi>${escape(source.outlet)}</bdi></a></span>
<span><time datetime="${source.day}">${source.shown}</time></span>
</p>
</li>
`)}</ol>
</section>
<footer class="belongs">
<h2 class="section-label">Tags</h2>
<ul class="tags" role="list">
${each(story.labels, (tag) => `<li><a href="/tags/${slug(tag)}/"><bdi>#${escape(tag)}</bdi></a></li>\n`)}</ul>
<p class="facts"><span>From <a href="/editions/${story.day}/"><bdi>${story.shown}</bdi></a></span></p>
<p class="note print-only">${SITE}${url}</p>
</footer>
</div>
</div>
</article>
<nav class="pager" aria-label="Previous story, next story">
${neighbour(story.older, "prev", "Previous story")}${neighbour(story.newer, "next", "Next story")}</nav>
`);
}
