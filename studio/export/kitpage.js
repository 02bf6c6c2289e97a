"use strict";
(() => {
  const words = document.body.dataset;
  const status = document.getElementById("status");

  const say = (button, text) => {
    const before = button.dataset.label || button.textContent;
    button.dataset.label = before;
    button.textContent = text;
    button.classList.add("done");
    status.textContent = text;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = before;
      button.classList.remove("done");
    }, 2500);
  };

  // Where the clipboard is closed to pages, the text is selected: one key press copies it.
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  };

  const copy = async (button) => {
    const element = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(element.textContent);
      say(button, words.copied);
    } catch {
      say(button, select(element) ? words.copied : words.selected);
    }
  };

  // What is shown: the posts with these words, of them what goes to the chosen network.
  const find = document.getElementById("find");
  const none = document.getElementById("none");
  let network = "";

  const choose = (chosen) => {
    network = chosen.dataset.network;
    for (const button of document.querySelectorAll("button[data-network]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
    show();
  };

  const show = () => {
    const wished = find.value.trim().toLocaleLowerCase();
    let any = false;
    for (const section of document.querySelectorAll("section")) {
      const found = section.textContent.toLocaleLowerCase().includes(wished);
      let left = false;
      for (const article of section.querySelectorAll("article")) {
        article.hidden = network !== "" && article.dataset.network !== network;
        left = left || !article.hidden;
      }
      section.hidden = !(found && left);
      any = any || !section.hidden;
    }
    none.hidden = any;
  };

  if (find) {
    find.addEventListener("input", show);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.copy) {
      copy(button);
    } else if (button && "network" in button.dataset) {
      choose(button);
    }
  });
})();
