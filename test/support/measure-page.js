// Runs in the browser on a page of comment-page.ts. Returns what people see without opening details, and how much the page is too wide.
(() => {
  const article = document.querySelector("article");
  const fold = article.querySelector("details, sub")?.getBoundingClientRect().top ?? Infinity;
  const bottoms = [];
  const prose = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("code, pre")) prose.push(node.textContent);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { top, bottom, height } of range.getClientRects())
      if (height > 0 && top < fold) bottoms.push(bottom);
  }
  bottoms.sort((a, b) => a - b);
  // Code has smaller text than the prose next to it, and ends a little higher.
  const lines = bottoms.filter((bottom, index) => index === 0 || bottom - bottoms[index - 1] > 8);
  const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
  return {
    first: article.innerText.split("\n")[0].trim(),
    prose: prose.join("\n"),
    lines: lines.length,
    open: document.querySelectorAll("details[open]").length,
    tooWide: Math.max(0, scrollWidth - clientWidth),
    height: scrollHeight,
  };
})();
