/* The one place that speaks to poppler, in C++ because poppler's text is told by its C++ classes
 * alone: poppler-glib lays the same text out three times over (text, boxes, looks), costs as much
 * as ten pages to link, and tells neither how letters are painted nor what lies under them.
 *
 * One pass over a page: poppler calls Letters for each character and for each shape painted, and
 * makes words, lines and reading order of them itself. Words are matched with what was noted of
 * their characters by their position in the page's stream. What is not text costs time, so pictures
 * and patterns are only looked at in a second pass, over pages where some letter may be hidden. */
#include "pdf/file.h"

#include <Annot.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Stream.h>
#include <TextOutputDev.h>
#include <UTF.h>
#include <UnicodeMapFuncs.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "pdf/ground.h"

namespace
{

enum Unseen { SEEN, UNPAINTED, COVERED }; /* not painted at all; of the colour of its ground */

/* Characters of the page's stream that share a fate, from `begin` up to the next stretch. */
struct Stretch {
    int begin;
    Unseen unseen;
};

ground_colour colour_of(const GfxRGB &rgb)
{
    return {(float)colToDbl(rgb.r), (float)colToDbl(rgb.g), (float)colToDbl(rgb.b)};
}

class Letters final : public TextOutputDev
{
  public:
    Letters() : TextOutputDev(nullptr, nullptr, true, 0, false)
    {
    }

    void look_at_pictures(bool all)
    {
        thorough = all;
        position = 0;
        unseen = SEEN;
        stretches.clear();
        images = 0;
        image_area = 0;
        ground_clear(&ground);
    }
    bool has_unseen() const
    {
        return !stretches.empty();
    }
    unsigned count_images() const
    {
        return images;
    }

    /* Of a scan the letters that text recognition found lie unpainted over the picture: they are
     * what a reader sees. Without a picture of half the page at the least nobody sees them. */
    bool is_hidden(const TextWord *word, double page_area) const
    {
        auto after = std::upper_bound(stretches.begin(), stretches.end(), word->getCharPos(),
            [](int at, const Stretch &s) { return at < s.begin; });
        if (after == stretches.begin())
            return false;
        Unseen how = std::prev(after)->unseen;
        return how == COVERED || (how == UNPAINTED && image_area < page_area / 2);
    }

    bool needNonText() override
    {
        return thorough;
    }
    bool useTilingPatternFill() override
    {
        return true;
    }
    bool useShadedFills(int) override
    {
        return true;
    }

    void drawChar(GfxState *state, double x, double y, double dx, double dy, double ox, double oy,
        CharCode c, int bytes, const Unicode *u, int length) override
    {
        note(fate_of(state, x + dx / 2, y + dy / 2));
        position += bytes;
        TextOutputDev::drawChar(state, x, y, dx, dy, ox, oy, c, bytes, u, length);
    }
    void incCharCount(int count) override
    {
        position += count;
        TextOutputDev::incCharCount(count);
    }

    void fill(GfxState *state) override
    {
        paint_path(state);
    }
    void eoFill(GfxState *state) override
    {
        paint_path(state);
    }
    void stroke(GfxState *) override
    {
    }

    bool tilingPatternFill(GfxState *state, Gfx *, Catalog *, GfxTilingPattern *, const double *,
        int, int, int, int, double, double) override
    {
        return paint_mixed(state);
    }
    bool functionShadedFill(GfxState *state, GfxFunctionShading *) override
    {
        return paint_mixed(state);
    }
    bool axialShadedFill(GfxState *state, GfxAxialShading *, double, double) override
    {
        return paint_mixed(state);
    }
    bool radialShadedFill(GfxState *state, GfxRadialShading *, double, double) override
    {
        return paint_mixed(state);
    }
    bool gouraudTriangleShadedFill(GfxState *state, GfxGouraudTriangleShading *) override
    {
        return paint_mixed(state);
    }
    bool patchMeshShadedFill(GfxState *state, GfxPatchMeshShading *) override
    {
        return paint_mixed(state);
    }

    void drawImageMask(GfxState *state, Object *ref, Stream *data, int width, int height,
        bool invert, bool interpolate, bool in_line) override
    {
        paint_image(state);
        TextOutputDev::drawImageMask(state, ref, data, width, height, invert, interpolate, in_line);
    }
    void drawImage(GfxState *state, Object *ref, Stream *data, int width, int height,
        GfxImageColorMap *colours, bool interpolate, const int *mask, bool in_line) override
    {
        paint_image(state);
        TextOutputDev::drawImage(
            state, ref, data, width, height, colours, interpolate, mask, in_line);
    }
    void drawMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *, bool,
        Stream *, int, int, bool, bool) override
    {
        paint_image(state);
    }
    void drawSoftMaskedImage(GfxState *state, Object *, Stream *, int, int, GfxImageColorMap *,
        bool, Stream *, int, int, GfxImageColorMap *, bool) override
    {
        paint_image(state);
    }

  private:
    Unseen fate_of(GfxState *state, double x, double y)
    {
        int render = state->getRender() & 3;
        if (render == 3 || state->getFillOpacity() < 0.06)
            return UNPAINTED;
        GfxRGB rgb;
        if (render == 1)
            state->getStrokeRGB(&rgb);
        else
            state->getFillRGB(&rgb);
        double at_x, at_y;
        state->transform(x, y, &at_x, &at_y);
        return ground_hides(&ground, at_x, at_y, colour_of(rgb)) ? COVERED : SEEN;
    }
    void note(Unseen now)
    {
        if (now != unseen)
            stretches.push_back({position, now});
        unseen = now;
    }

    /* What is clipped away is not painted. */
    static void clip(GfxState *state, ground_box *box)
    {
        double x0, y0, x1, y1;
        state->getClipBBox(&x0, &y0, &x1, &y1);
        box->x0 = std::max(box->x0, x0);
        box->y0 = std::max(box->y0, y0);
        box->x1 = std::min(box->x1, x1);
        box->y1 = std::min(box->y1, y1);
    }
    static ground_box nowhere()
    {
        return {1e9, 1e9, -1e9, -1e9, {0, 0, 0}, false};
    }
    static void reach(GfxState *state, double x, double y, ground_box *box)
    {
        double at_x, at_y;
        state->transform(x, y, &at_x, &at_y);
        box->x0 = std::min(box->x0, at_x);
        box->y0 = std::min(box->y0, at_y);
        box->x1 = std::max(box->x1, at_x);
        box->y1 = std::max(box->y1, at_y);
    }
    void paint_path(GfxState *state)
    {
        if (state->getFillOpacity() < 0.06)
            return;
        ground_box box = nowhere();
        const GfxPath *path = state->getPath();
        for (int i = 0; i < path->getNumSubpaths(); i++) {
            const GfxSubpath *sub = path->getSubpath(i);
            for (int j = 0; j < sub->getNumPoints(); j++)
                reach(state, sub->getX(j), sub->getY(j), &box);
        }
        GfxRGB rgb;
        state->getFillRGB(&rgb);
        box.colour = colour_of(rgb);
        clip(state, &box);
        ground_paint(&ground, &box);
    }
    bool paint_mixed(GfxState *state)
    {
        ground_box box = {-1e9, -1e9, 1e9, 1e9, {0, 0, 0}, true};
        clip(state, &box);
        ground_paint(&ground, &box);
        return true;
    }
    void paint_image(GfxState *state)
    {
        ground_box box = nowhere();
        for (int corner = 0; corner < 4; corner++)
            reach(state, corner & 1, corner >> 1, &box);
        box.mixed = true;
        clip(state, &box);
        ground_paint(&ground, &box);
        images++;
        image_area += std::max(0.0, box.x1 - box.x0) * std::max(0.0, box.y1 - box.y0);
    }

    bool thorough = false;
    int position = 0; /* in the page's stream, as poppler counts for its words */
    Unseen unseen = SEEN;
    std::vector<Stretch> stretches;
    unsigned images = 0;
    double image_area = 0;
    struct ground ground;
};

/* By the font's name: PDF has no other sign of weight. */
bool has_any(const char *name, std::initializer_list<const char *> words)
{
    return std::any_of(
        words.begin(), words.end(), [name](const char *w) { return std::strstr(name, w); });
}

/* Fonts are few and letters many: the last answer is kept. */
class Looks
{
  public:
    unsigned of(const TextWord *word, int i)
    {
        const TextFontInfo *font = word->getFontInfo(i);
        if (font != last) {
            const GooString *name = font->getFontName();
            const char *s = name ? name->c_str() : "";
            look = has_any(s, {"Bold", "bold", "BOLD", "Black", "Heavy", "Demi"}) ? PDF_BOLD : 0;
            look |= has_any(s, {"Italic", "italic", "Oblique", "oblique"}) ? PDF_ITALIC : 0;
            last = font;
        }
        return look;
    }

  private:
    const TextFontInfo *last = nullptr;
    unsigned look = 0;
};

bool is_coloured(const TextWord *word)
{
    const double grey = 0.125; /* how far apart the colours of a grey may lie */
    double r, g, b;
    word->getColor(&r, &g, &b);
    return std::fabs(r - g) > grey || std::fabs(g - b) > grey || std::fabs(r - b) > grey;
}

bool is_form_field(Annot *annotation, void *)
{
    return annotation->getType() == Annot::typeWidget; /* what was filled in; no comments */
}

void ignore(ErrorCategory, Goffset, const char *)
{
}

} // namespace

struct pdf_file {
    std::unique_ptr<PDFDoc> doc;
    Letters out;
    std::vector<pdf_letter> letters;
    std::string label;

    void add(char c)
    {
        letters.push_back({0, 0, 0, 0, 0, 0, {c}});
    }
    void add_word(const TextWord *word, bool hidden)
    {
        unsigned look = (is_coloured(word) ? PDF_COLOUR : 0) | (hidden ? PDF_HIDDEN : 0);
        Looks looks;
        for (int i = 0; i < word->getLength(); i++) {
            pdf_letter l = {0, 0, 0, 0, word->getFontSize(), look | looks.of(word, i), {0}};
            word->getCharBBox(i, &l.x0, &l.y0, &l.x1, &l.y1);
            l.utf8[mapUTF8(*word->getChar(i), l.utf8, sizeof l.utf8 - 1)] = '\0';
            letters.push_back(l);
        }
    }
    void add_line(const TextLine *line, double area)
    {
        for (const TextWord *w = line->getWords(); w; w = w->getNext()) {
            add_word(w, out.is_hidden(w, area));
            if (w->getNext())
                add(' ');
        }
        add('\n');
    }
    void draw(int number, bool pictures)
    {
        out.look_at_pictures(pictures);
        doc->displayPage(
            &out, number, 72, 72, 0, false, true, false, nullptr, nullptr, is_form_field, nullptr);
    }
    void take(size_t most, double area)
    {
        letters.clear();
        for (const TextFlow *f = out.getFlows(); f; f = f->getNext())
            for (const TextBlock *b = f->getBlocks(); b; b = b->getNext())
                for (const TextLine *l = b->getLines(); l && letters.size() < most;
                     l = l->getNext())
                    add_line(l, area);
    }
    void take_label(int number)
    {
        GooString printed;
        Unicode *u = nullptr;
        char utf8[8];
        label.clear();
        if (!doc->getCatalog()->indexToLabel(number - 1, &printed))
            return;
        int n = TextStringToUCS4(printed.toStr(), &u);
        for (int i = 0; i < n; i++)
            label.append(utf8, (size_t)mapUTF8(u[i], utf8, sizeof utf8));
        gfree(u);
    }
};

struct pdf_file *pdf_file_open(const char *bytes, size_t len, enum pdf_exit *why)
{
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(ignore);
    auto file = std::make_unique<pdf_file>();
    file->doc = std::make_unique<PDFDoc>(new MemStream(bytes, 0, (Goffset)len, Object(objNull)));
    *why = file->doc->isOk()                           ? PDF_EXIT_OK
           : file->doc->getErrorCode() == errEncrypted ? PDF_EXIT_ENCRYPTED
                                                       : PDF_EXIT_DAMAGED;
    return *why == PDF_EXIT_OK ? file.release() : nullptr;
}

int pdf_file_pages(struct pdf_file *file)
{
    return file->doc->getNumPages();
}

bool pdf_file_letters(struct pdf_file *file, int number, size_t most, struct pdf_letters *to)
{
    Page *page = file->doc->getPage(number);
    if (!page)
        return false;
    double width = page->getCropWidth(), height = page->getCropHeight();
    if (page->getRotate() % 180)
        std::swap(width, height);
    file->draw(number, false);
    file->take(most, width * height);
    if (file->letters.empty() || file->out.has_unseen()) {
        file->draw(number, true);
        file->take(most, width * height);
    }
    file->take_label(number);
    to->width = width;
    to->height = height;
    to->images = file->letters.empty() ? file->out.count_images() : 0;
    to->label = file->label.c_str();
    to->v = file->letters.data();
    to->n = file->letters.size();
    return true;
}
