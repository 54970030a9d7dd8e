import { each, editionLink, front, page, short } from "../parts.js";

export const data = { permalink: "/", eleventyExcludeFromCollections: true };

export function render({ collections }) {
  const [newest, ...recent] = collections.editions.slice(0, 4);
  return page({ title: "Bench Briefing", url: "/" }, `${front(newest.pages, 2, editionLink(newest))}<section class="recent">
<h2 class="section-label">Recent editions</h2>
<div class="editions">
${each(recent, (edition) => short(edition, 3))}</div>
</section>
`);
}
