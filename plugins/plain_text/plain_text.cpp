#include "plain_text/plain_text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/text.hpp>

#include "plain_text/columns.hpp"
#include "plain_text/labelled.hpp"

namespace minutemill::plain_text {
namespace {

constexpr std::size_t kWrapped = 50;  // columns from which on a line was likely wrapped by an editor
constexpr std::size_t kWidest = 160;  // columns: no editor wraps beyond, each line is a paragraph

struct Line {
  std::uint32_t begin, end;  // in decoded(), margins taken off
  std::size_t indent = 0;
  bool quoted = false;       // had a "|" or ">" margin
  std::uint32_t margin = 0;  // where that stands
};

// "- x", "* x", "• x"; the bytes of the mark, 0 when there is none.
std::size_t bullet_length(std::string_view line) {
  for (const std::string_view mark : {"- ", "* ", "+ ", "\xe2\x80\xa2 ", "\xe2\x80\xa2", "\xc2\xb7 ", "o "})
    if (line.starts_with(mark) && line.size() > mark.size()) return mark.size();
  return 0;
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// "1. x", "(2) x", "3) x"
bool is_numbered(std::string_view line) {
  std::size_t at = line.starts_with('(') ? 1 : 0;
  const std::size_t digits = at;
  while (at < line.size() && at < digits + 4 && is_digit(line[at])) ++at;
  return at > digits && at + 1 < line.size() && (line[at] == '.' || line[at] == ')') && line[at + 1] == ' ';
}

// "14:03 <ann> text", "[14:03:22] <ann> text", "<ann> text": an entry of a log.
bool is_log_entry(std::string_view line) {
  std::size_t at = line.starts_with('[') ? 1 : 0;
  while (at < line.size() && at < 24 &&
         (is_digit(line[at]) || line[at] == ':' || line[at] == '-' || line[at] == 'T'))
    ++at;
  while (at < line.size() && (line[at] == ']' || line[at] == ' ')) ++at;
  if (at >= line.size() || line[at] != '<') return false;
  const std::size_t close = line.find('>', at);
  return close != std::string_view::npos && close > at + 1 && close - at < 40 && line.find(' ', at) > close;
}

// "ACTION: ...", "RESOLVED: ...": a word in capitals with a colon.
bool is_marked(std::string_view line) {
  constexpr std::size_t kLeast = 4;
  std::size_t at = 0;
  while (at < line.size() && line[at] >= 'A' && line[at] <= 'Z') ++at;
  return at >= kLeast && at < line.size() && line[at] == ':';
}

char32_t last_of(std::string_view line) {
  std::size_t at = line.size();
  while (at > 0 && (static_cast<unsigned char>(line[--at]) & 0xc0U) == 0x80U) {
  }
  return line.empty() ? U'\0' : next_code_point(line, at);
}

// "出席者：", "（一）": a few ideographs and a colon, a number in brackets.
bool is_labelled(std::string_view line) {
  constexpr int kMost = 8;  // characters before the colon
  const bool bracket = line.starts_with("\xef\xbc\x88");
  std::size_t at = bracket ? 3 : 0;
  for (int count = 0; at < line.size() && count <= kMost; ++count) {
    const std::size_t start = at;
    const char32_t c = next_code_point(line, at);
    if (bracket ? c == U'）' : c == U'：' || c == U':')
      return start > 0 && (bracket ? count <= 3 : is_cjk(last_of(line.substr(0, start))));
    if (!is_cjk(c)) return false;
  }
  return false;
}

// Such a line begins a matter of its own, however full the one above it is.
bool begins_anew(std::string_view line) {
  return is_log_entry(line) || is_marked(line) || is_labelled(line) || is_numbered(line);
}

// Ideographs are two columns wide.
std::size_t columns_of(std::string_view line) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < line.size();) columns += is_cjk(next_code_point(line, i)) ? 2 : 1;
  return columns;
}

bool ends_in_cjk(std::string_view line) {
  return is_cjk(last_of(line));
}

bool ends_sentence(std::string_view line) {
  return !line.empty() && std::string_view(".!?").find(line.back()) != std::string_view::npos;
}

// "APPROVAL OF MINUTES": a short line of capitals.
bool is_in_capitals(std::string_view line) {
  constexpr std::size_t kLongest = 70, kLetters = 4;
  if (line.size() > kLongest || ends_sentence(line) || line.ends_with(':')) return false;
  std::size_t letters = 0;
  for (const char c : line) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) return false;
    letters += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return letters >= kLetters && letters * 2 >= line.size();
}

// Whether the next line goes on with this one: one that stopped before the margin was ended on purpose. Lines
// of ideographs, which break anywhere, reach the margin but for a mark.
bool runs_on(std::string_view line, std::size_t widest) {
  const char32_t last = last_of(line);
  if (!is_cjk(last)) return columns_of(line) * 3 >= widest * 2;
  const bool ended = std::u32string_view(U"。！？；：」”』）").find(last) != std::u32string_view::npos;
  return !ended && columns_of(line) * 10 >= widest * 9;
}

// A line of "====" or "----" under a heading.
char underline_of(std::string_view line) {
  constexpr std::size_t kShortest = 3;
  if (line.size() < kShortest || (line[0] != '=' && line[0] != '-' && line[0] != '~')) return 0;
  return std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; }) ? line[0] : '\0';
}

class Reader {
 public:
  explicit Reader(Markup& markup) : markup_(markup), text_(markup.decoded()) {
    pugi::xml_node html = markup.tree().append_child("html");
    html.append_child("head");
    body_ = html.append_child("body");
  }

  void run() {
    std::vector<Line> block;
    for (std::size_t begin = 0; begin <= text_.size();) {
      std::size_t end = std::min(text_.find_first_of("\r\n\f", begin), text_.size());
      const Line line = line_at(begin, end);
      if (line.begin == line.end || (!block.empty() && block.back().quoted != line.quoted)) flush(block);
      if (line.begin != line.end) block.push_back(line);
      begin = end + (text_.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    flush(block);
  }

 private:
  [[nodiscard]] Line line_at(std::size_t begin, std::size_t end) const {
    Line line{0, 0, 0, false, 0};
    if (begin < end && (text_[begin] == '|' || text_[begin] == '>') &&
        (begin + 1 == end || text_[begin + 1] == ' ' || text_[begin + 1] == '>')) {
      line.quoted = true;
      line.margin = static_cast<std::uint32_t>(begin);
      ++begin;
    }
    const std::string_view whole = text_.substr(begin, end - begin), kept = trim(whole);
    const std::size_t lead = kept.empty() ? 0 : static_cast<std::size_t>(kept.data() - whole.data());
    line.indent = lead;
    line.begin = static_cast<std::uint32_t>(begin + lead);
    line.end = static_cast<std::uint32_t>(begin + lead + kept.size());
    return line;
  }
  [[nodiscard]] std::string_view of(const Line& line) const {
    return text_.substr(line.begin, line.end - line.begin);
  }

  void flush(std::vector<Line>& block) {
    std::size_t at = 0;
    while (at < block.size()) {
      // A line above a heading too.
      if (at + 2 < block.size() && underline_of(of(block[at])) != 0 && is_underlined(block, at + 1) &&
          underline_of(of(block[at])) == underline_of(of(block[at + 2])))
        ++at;
      if (is_underlined(block, at)) {
        add_text(body_.append_child(underline_of(of(block[at + 1])) == '=' ? "h1" : "h2"), block[at], 0);
        at += 2;
        continue;
      }
      if (underline_of(of(block[at])) != 0) {
        body_.append_child("hr");
        ++at;
        continue;
      }
      std::size_t end = at + 1;
      const bool is_list = bullet_length(of(block[at])) > 0;
      while (end < block.size() && underline_of(of(block[end])) == 0 &&
             (bullet_length(of(block[end])) > 0) == is_list_line(block, at, end, is_list) &&
             !(!is_list && is_underlined(block, end)))
        ++end;
      if (is_list)
        add_list(block, at, end);
      else if (!add_columns(block, at, end))
        add_paragraph(block, at, end);
      at = end;
    }
    block.clear();
  }

  // A heading: one line, about as long as what is under it. The last line of a list or a paragraph with a
  // line under it is none.
  [[nodiscard]] bool is_underlined(const std::vector<Line>& block, std::size_t at) const {
    if (at + 1 >= block.size() || underline_of(of(block[at])) != 0) return false;
    const char mark = underline_of(of(block[at + 1]));
    if (mark == 0) return false;
    const std::string_view line = of(block[at]);
    if (mark == '=') return bullet_length(line) == 0;
    const bool goes_on =
        at > 0 && underline_of(of(block[at - 1])) == 0 && block[at - 1].quoted == block[at].quoted;
    if (goes_on || bullet_length(line) > 0 || is_numbered(line)) return false;
    const std::size_t columns = columns_of(line);
    const std::size_t length = of(block[at + 1]).size();
    return length * 2 >= columns && length <= columns * 2 + 4;
  }

  // In a list, what is indented under a bullet goes on with it.
  [[nodiscard]] bool is_list_line(const std::vector<Line>& block, std::size_t first, std::size_t at,
                                  bool is_list) const {
    if (!is_list) return false;
    const bool bullet = bullet_length(of(block[at])) > 0;
    return bullet ? true : block[at].indent <= block[first].indent ? true : false;
  }

  void add_list(const std::vector<Line>& block, std::size_t begin, std::size_t end) {
    pugi::xml_node list = body_.append_child("ul"), item;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t mark = bullet_length(of(block[i]));
      if (mark > 0 || !item)
        item = list.append_child("li");
      else
        add_space(item);
      add_text(item, block[i], mark);
    }
  }

  // Lists side by side are read one after the other.
  bool add_columns(const std::vector<Line>& block, std::size_t begin, std::size_t end) {
    std::vector<std::string_view> lines;
    std::vector<std::size_t> indents;
    for (std::size_t i = begin; i < end; ++i) {
      lines.push_back(of(block[i]));
      indents.push_back(block[i].indent);
    }
    const auto columns = side_by_side(lines, indents);
    for (const std::vector<Piece>& column : columns) {
      pugi::xml_node node = body_.append_child("p");
      for (const Piece& piece : column) {
        if (node.first_child()) node.append_child("br");
        Line line = block[begin + piece.line];
        line.end = line.begin + static_cast<std::uint32_t>(piece.end);
        line.begin += static_cast<std::uint32_t>(piece.begin);
        add_text(node, line, 0);
      }
    }
    return !columns.empty();
  }

  void add_paragraph(const std::vector<Line>& block, std::size_t begin, std::size_t end) {
    // Capitals above text are its heading.
    if (end - begin > 1 && !block[begin].quoted && is_in_capitals(of(block[begin])) &&
        !is_in_capitals(of(block[begin + 1]))) {
      add_text(body_.append_child("h2"), block[begin], 0);
      ++begin;
    }
    std::size_t widest = 0;
    for (std::size_t i = begin; i < end; ++i) widest = std::max(widest, columns_of(of(block[i])));
    const bool wrapped = widest >= kWrapped && widest <= kWidest;
    // A line alone behind a bar is how agendas set off their headings; behind ">" it is a quotation.
    const bool heading = block[begin].quoted && end - begin == 1 && text_[block[begin].margin] == '|' &&
                         !wrapped && !is_numbered(of(block[begin]));
    pugi::xml_node node = body_.append_child(heading ? "h2" : "p");
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin) {
        const std::string_view before = of(block[i - 1]);
        const bool labelled =
            begins_with_label(of(block[i])) && (begins_with_label(before) || ends_sentence(before));
        if (!wrapped || labelled || !runs_on(before, widest) || begins_anew(of(block[i])))
          node.append_child("br");
        else if (!ends_in_cjk(before))
          add_space(node);
      }
      add_text(node, block[i], 0);
    }
  }

  void add_space(pugi::xml_node node) {
    markup_.set_position(node.append_child(pugi::node_pcdata), {}), node.last_child().set_value("\n");
  }

  void add_text(pugi::xml_node parent, const Line& line, std::size_t skip) {
    std::string value(of(line).substr(skip));
    std::erase(value, '\0');
    pugi::xml_node node = parent.append_child(pugi::node_pcdata);
    node.set_value(value.c_str());
    markup_.set_position(node, {line.begin + static_cast<std::uint32_t>(skip), line.end});
  }

  Markup& markup_;
  std::string_view text_;
  pugi::xml_node body_;
};

}  // namespace

void build(Markup& markup) {
  Reader(markup).run();
}

}  // namespace minutemill::plain_text
