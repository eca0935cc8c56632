// Scalar draws what the document says. The decisions and the rules are sections of our own behind it.
function section(name, label) {
  return {
    sidebar: { show: true, label },
    component: {
      render: () => null,
      mounted() {
        this.$el.parentNode.insertBefore(document.getElementById(`section-${name}`).content.cloneNode(true), this.$el);
        if (name === "rules") searchRules();
        show();
      },
    },
  };
}

function searchRules() {
  const search = document.querySelector("#rules input");
  search.addEventListener("input", () => {
    const text = search.value.toLowerCase();
    for (const row of document.querySelectorAll("#rules tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(text);
  });
}

// A link to a rule may be older than the page: Scalar draws after the browser has looked for the anchor, and takes a
// fragment that it does not know for the name of a document.
let wanted = "";
function take() {
  if (!/^#(rule-|rules$|decisions$)/.test(location.hash)) return;
  wanted = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  show();
}

function show() {
  const target = document.getElementById(wanted);
  if (!target) return;
  wanted = "";
  document.querySelector("tr.chosen")?.classList.remove("chosen");
  if (target.matches("tr")) target.classList.add("chosen");
  target.hidden = false;
  target.scrollIntoView();
}

take();
// Ahead of Scalar, which listens as well.
addEventListener("hashchange", take, true);

configuration.plugins = [() => ({
  name: "contract",
  extensions: [],
  views: { "content.end": [section("decisions", "What differs"), section("rules", "Rules")] },
})];
Scalar.createApiReference("#page", configuration);

// What Scalar leaves out: code that scrolls takes no focus, and links that are drawn as pictures have no name.
function amend() {
  for (const code of document.querySelectorAll("code.hljs:not([tabindex])")) code.tabIndex = 0;
  for (const link of document.querySelectorAll("a:has(svg):not([aria-label])")) {
    link.setAttribute("aria-label", link.textContent.trim() || link.href);
  }
}
new MutationObserver(amend).observe(document.body, { childList: true, subtree: true });
