package org.unroom.core.plot;

import java.awt.Dimension;
import java.awt.Image;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes a {@link Picture} as SVG: attributes only, as a strict Content-Security-Policy forbids
 * style attributes; text as text; images as PNG inside.
 */
final class SvgDrawing {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final String FONT = "font-family=\"[^\"]*\"";
  private static final int DECIMALS = 2;

  private final Picture picture;

  SvgDrawing(Picture picture) {
    this.picture = picture;
  }

  /** A file of its own. */
  String standalone() {
    String body =
        content()
            .replaceAll(FONT, "font-family=\"system-ui, sans-serif\"")
            .replaceFirst(">", "><rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body;
  }

  /** An element of a page. */
  String element(String id) {
    String body =
        content()
            .replaceAll(" " + FONT, "")
            .replaceFirst(" width=\"\\d+\" height=\"\\d+\"", "")
            .replace("id=\"", "id=\"" + id + "-")
            .replace("url(#", "url(#" + id + "-");
    for (Ink ink : Ink.values()) {
      body = body.replace(ink.inSvg(), "var(" + ink.variable() + ")");
    }
    return body;
  }

  /** {@code <svg ...>...</svg>} with title and description first. */
  private String content() {
    StringWriter written = new StringWriter();
    try {
      drawn().stream(written, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String svg = written.toString();
    String inside = svg.substring(svg.indexOf('>', svg.indexOf("<svg")) + 1);
    return """
        <svg xmlns="%s" xmlns:xlink="%s" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
        fill="none" stroke="none" font-size="11" stroke-linecap="butt"><title>%s</title><desc>%s</desc>%s"""
        .formatted(
            SVG,
            XLINK,
            picture.width(),
            picture.height(),
            picture.width(),
            picture.height(),
            escaped(picture.title()),
            escaped(picture.description()),
            inside.replace("\n", "").replaceAll("\\s+([/>])", "$1").replace("<!---->", ""));
  }

  private SVGGraphics2D drawn() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
    context.setComment("");
    context.setPrecision(DECIMALS);
    context.setImageHandler(new PngInside());
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    g.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
    picture.draw(g);
    return g;
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Java's own XML parser is missing", e);
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Batik's own handler needs its codec module; Java writes PNGs as well. */
  private static final class PngInside extends DefaultImageHandler {
    @Override
    protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
      handleHREF((RenderedImage) image, element, context);
    }

    @Override
    protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
      String png = Base64.getEncoder().encodeToString(Picture.encoded(image));
      element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + png);
    }
  }
}
