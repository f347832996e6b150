// Draws the pages of a PDF. Large, so a page asks for it only when there is a PDF to show; the file runs nothing of its own.
import { getDocument, GlobalWorkerOptions, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

const MOST_PAGES = 20;
const SHARPEST = 2;

// `content`: the file's bytes; `nameOf(page, pages)` says what a drawn page is to those who cannot see it.
export async function drawPages(content, into, worker, nameOf) {
  GlobalWorkerOptions.workerSrc = worker;
  const paper = await getDocument({ data: content, disableFontFace: true, useSystemFonts: false, useWasm: false, verbosity: VerbosityLevel.ERRORS }).promise;
  const pages = Math.min(paper.numPages, MOST_PAGES);
  for (let number = 1; number <= pages; number += 1) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", nameOf(number, paper.numPages));
    into.append(canvas);
    await draw(await paper.getPage(number), canvas, into.clientWidth);
  }
}

async function draw(page, canvas, width) {
  const dense = Math.min(window.devicePixelRatio || 1, SHARPEST);
  const scale = (Math.max(width, 200) / page.getViewport({ scale: 1 }).width) * Math.max(dense, 1.5);
  const viewport = page.getViewport({ scale });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await page.render({ canvas, viewport }).promise;
}
