// Marks in a text what was found in it, with the number of the note beside it.
function markFindings(prose, quotes) {
  quotes.forEach((quote, at) => {
    if (quote.dataset.field && quote.dataset.field !== "body") return;
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.data.indexOf(quote.textContent);
      if (start < 0 || node.parentElement.closest("mark")) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + quote.textContent.length);
      const around = document.createElement("mark");
      range.surroundContents(around);
      const number = document.createElement("sup");
      number.textContent = String(at + 1);
      around.append(number);
      break;
    }
  });
}

