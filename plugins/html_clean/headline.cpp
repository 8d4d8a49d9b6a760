#include "headline.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

constexpr std::size_t kLongestTitle = 600, kLongestByline = 360;  // bytes

// Letters and digits alone, in lower case, so that spaces and marks do not count.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z')
        out.push_back(static_cast<char>(c + 32));
      else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        out.push_back(static_cast<char>(c));
    } else if (!is_space(c) && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) &&
               !(c >= 0xff00 && c <= 0xff0f)) {
      out.append(text, start, i - start);
    }
  }
  return out;
}

std::vector<std::string> titles_of(pugi::xml_node html) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view text) {
    std::string f = folded(text);
    if (f.size() >= 4) out.push_back(std::move(f));
  };
  const pugi::xml_node head = html.child("head");
  for (const pugi::xml_node& meta : head.children("meta")) {
    std::string name =
        meta.attribute("name") ? meta.attribute("name").value() : meta.attribute("property").value();
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (name == "articletitle" || name == "og:title" || name == "dc.title" || name == "twitter:title")
      add(meta.attribute("content").value());
  }
  add(head.child("title").child_value());
  return out;
}

// The heading says what the page is called, or how its title begins.
bool repeats(const std::string& heading, const std::vector<std::string>& titles) {
  if (heading.size() < 4) return false;
  return std::any_of(titles.begin(), titles.end(), [&](const std::string& title) {
    return title == heading ||
           (heading.size() * 3 >= title.size() && title.find(heading) != std::string::npos) ||
           (title.size() * 10 >= heading.size() * 8 && heading.find(title) != std::string::npos);
  });
}

bool matches(std::string_view text, const std::shared_ptr<re2::RE2>& pattern) {
  return pattern != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

// An inline element alone between line breaks, as pages without paragraphs have their lines.
bool is_broken_line(const PageTree& page, PageTree::Index element) {
  const auto ends = [](pugi::xml_node at, bool forward) {
    const auto next = [&] { return forward ? at.next_sibling() : at.previous_sibling(); };
    for (at = next(); at && at.type() != pugi::node_element; at = next())
      if (at.type() == pugi::node_pcdata && !is_blank(at.value())) return false;
    return !at || std::string_view(at.name()) == "br";
  };
  const PageTree::Item& item = page[element];
  return !is_block(item.tag) && ends(item.node, false) && ends(item.node, true);
}

class Headline {
 public:
  Headline(PageTree& page, PageTree::Index body, const std::vector<PageTree::Index>& content,
           const NamePatterns& patterns)
      : page_(page), body_(body), content_(content), patterns_(patterns), titles_(titles_of(page[0].node)) {
    in_content_.resize(page.size());
    for (const PageTree::Index root : content)
      if (!in_content_[root])
        std::fill(in_content_.begin() + root, in_content_.begin() + page[root].end, true);
  }

  std::vector<PageTree::Index> run() {
    headline_ = find_headline();
    if (headline_ != PageTree::kNone) {
      page_.give_role(headline_, "title");
      if (!in_content_[headline_]) kept_.push_back(headline_);
      for (const PageTree::Index subtitle : mark_subtitles())
        if (!in_content_[subtitle]) kept_.push_back(subtitle);
    }
    mark_bylines();
    return std::move(kept_);
  }

 private:
  [[nodiscard]] int level_of(PageTree::Index at) const { return heading_level(page_[at].tag); }

  // The heading that stands beside the content, right above it but for a line or two.
  [[nodiscard]] PageTree::Index heading_above(int deepest) const {
    constexpr int kNear = 4;
    if (content_.empty() || page_[content_.front()].parent == PageTree::kNone) return PageTree::kNone;
    std::vector<PageTree::Index> above;
    for (PageTree::Index at = page_[content_.front()].parent + 1; at < content_.front(); at = page_[at].end)
      if (page_.is_element(at)) above.push_back(at);
    for (int near = 0; near < kNear && !above.empty(); ++near, above.pop_back()) {
      const PageTree::Index at = above.back();
      const int level = level_of(at);
      if (level > 0 && level <= deepest && page_.text_size(at, 1) > 0) return at;
    }
    return PageTree::kNone;
  }

  PageTree::Index find_headline() {
    PageTree::Index best = PageTree::kNone, only_h1 = PageTree::kNone;
    std::size_t h1 = 0;
    int best_level = 9;
    for (PageTree::Index at = body_ + 1; at < page_[body_].end; ++at) {
      if (page_[at].has_role && page_.role_of(at) == "title") return at;
      const int level = level_of(at);
      if (level == 0) continue;
      if (level == 1 && page_.text_size(at, 1) > 0) {
        ++h1;
        only_h1 = at;
      }
      if (level < best_level && repeats(folded(page_.text_of(at, kLongestTitle, buffer_)), titles_)) {
        best = at;
        best_level = level;
      }
    }
    if (best != PageTree::kNone) return best;
    if (h1 == 1 && titles_.empty()) return only_h1;
    constexpr int kDeepest = 3;
    if (titles_.empty() && h1 == 0) return heading_above(kDeepest);
    return h1 == 1 ? heading_above(1) : PageTree::kNone;
  }

  // Where no heading says what the page is called, the line above the content that says so to the letter.
  PageTree::Index find_title_line() {
    if (titles_.empty()) return PageTree::kNone;
    for (PageTree::Index at = body_ + 1; at < page_[body_].end; ++at) {
      if (!page_.is_element(at)) continue;
      if (in_content_[at]) return PageTree::kNone;
      if (!page_.is_leaf_block(at) && !is_broken_line(page_, at)) continue;
      const std::string text = folded(page_.text_of(at, kLongestTitle, buffer_));
      if (std::find(titles_.begin(), titles_.end(), text) != titles_.end()) return at;
    }
    return PageTree::kNone;
  }

  // Lesser headings in the <header> or <hgroup> of the headline (HTML §4.3.7) go on with it; a date, as
  // minutes have it there, stays what it is.
  std::vector<PageTree::Index> mark_subtitles() {
    std::vector<PageTree::Index> out;
    constexpr int kAround = 4;
    const auto is_header = [&](PageTree::Index at) {
      return page_[at].tag == Tag::header || page_[at].tag == Tag::hgroup;
    };
    PageTree::Index header = page_[headline_].parent;
    for (int up = 0; up < kAround && header != PageTree::kNone && !is_header(header); ++up)
      header = page_[header].parent;
    if (header == PageTree::kNone || !is_header(header)) return out;
    for (PageTree::Index at = page_[headline_].end; at < page_[header].end; ++at) {
      if (level_of(at) == 0 || level_of(at) <= level_of(headline_) || page_[at].is_furniture) continue;
      const std::string_view text = page_.text_of(at, kLongestTitle, buffer_);
      if (text.empty() || text.size() > kLongestTitle) continue;
      const bool is_date = patterns_.date != nullptr &&
                           RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *patterns_.date);
      if (!is_date && matches(text, patterns_.dateline)) continue;
      if (!is_date) page_.give_role(at, "subtitle");
      out.push_back(at);
    }
    return out;
  }

  // The summary that many pages print apart from the text, named by itself or by the boxes just around it.
  [[nodiscard]] bool is_lead(PageTree::Index at) const {
    constexpr int kAround = 2;
    if (patterns_.lead == nullptr) return false;
    for (int up = 0; at != PageTree::kNone && up <= kAround; at = page_[at].parent, ++up) {
      if (page_[at].is_furniture) return false;
      if (matches(page_.class_of(at), patterns_.lead)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_byline(PageTree::Index at, std::string_view text, bool inside) const {
    if (matches(text, patterns_.dateline)) return true;
    if (!inside || patterns_.byline == nullptr) return false;
    std::string names(page_.class_of(at));
    names.append(" ").append(page_[at].id == nullptr ? "" : page_[at].id);
    return matches(names, patterns_.byline);
  }

  // From the headline, or the content's start, to the first long paragraph.
  void mark_bylines() {
    constexpr std::size_t kLines = 8;
    const PageTree::Index title_line = headline_ != PageTree::kNone ? headline_ : find_title_line();
    const bool has_title = title_line != PageTree::kNone;
    std::size_t lines = 0;
    for (PageTree::Index at = has_title ? page_[title_line].end : body_ + 1; at < page_[body_].end; ++at) {
      if (!page_.is_element(at) || !(page_.is_leaf_block(at) || is_broken_line(page_, at))) continue;
      if (!kept_.empty() && page_.is_inside(at, kept_.back())) continue;
      const std::string_view text = page_.text_of(at, kLongestByline + 1, buffer_);
      if (text.empty()) continue;
      const bool inside = in_content_[at];
      if (inside ? !page_.is_leaf_block(at) : !has_title) continue;
      if (!inside && headline_ != PageTree::kNone && is_lead(at)) {
        kept_.push_back(at);
        continue;
      }
      if (text.size() > kLongestByline || ++lines > kLines) break;
      if (!is_byline(at, text, inside)) continue;
      page_.give_role(at, "byline");
      if (!inside) kept_.push_back(at);
    }
  }

  PageTree& page_;
  PageTree::Index body_;
  const std::vector<PageTree::Index>& content_;
  const NamePatterns& patterns_;
  std::vector<std::string> titles_;
  std::vector<bool> in_content_;
  PageTree::Index headline_ = PageTree::kNone;
  std::vector<PageTree::Index> kept_;
  std::string buffer_;
};

}  // namespace

std::vector<PageTree::Index> mark_headline(PageTree& page, PageTree::Index body,
                                           const std::vector<PageTree::Index>& content,
                                           const NamePatterns& patterns) {
  return Headline(page, body, content, patterns).run();
}

}  // namespace minutemill::clean
