#include "rules/splitter.hpp"

#include <algorithm>
#include <unordered_map>

#include <minutemill/text.hpp>

#include "rules/agenda.hpp"
#include "rules/line_splitter.hpp"
#include "rules/turns.hpp"

namespace minutemill::rules {

namespace {

// A caption or a term of a definition list stands in no other place.
bool may_be_furniture(const Node& block) {
  return block.kind() == NodeKind::paragraph || block.kind() == NodeKind::heading;
}

// Sections that came from the markup give their blocks back: the rules decide anew, with their headings to go
// by.
void flatten(Document& document) {
  Node& body = document.body();
  for (Node* at = body.first_child(); at != nullptr;) {
    Node* next = at->next();
    if (at->kind() == NodeKind::section) {
      Node* first = at->first_child();
      for (Node& child : at->children()) {
        document.detach(child);
        document.insert_before(*at, child);
      }
      document.detach(*at);
      if (first != nullptr) next = first;
    }
    at = next;
  }
}

class Splitter {
 public:
  Splitter(Document& document, const Knowledge& rules, const SplitSettings& settings)
      : document_(&document),
        settings_(&settings),
        reading_(document, rules),
        agenda_(read_agenda(reading_)) {}

  SplitResult run() {
    std::vector<Start> starts = numbered_starts(reading_, agenda_, settings_->depth);
    if (std::none_of(starts.begin(), starts.end(),
                     [](const Start& start) { return start.kind == StartKind::matter; }))
      starts = turn_starts(reading_, agenda_);
    mark_front();
    for (std::size_t i = 0; i < starts.size(); ++i)
      start_at_[reading_.line(starts[i].line).block] = starts[i];
    build();
    for (std::size_t i = 0; i < agenda_.items.size(); ++i)
      if (!placed_.contains(static_cast<int>(i))) result_.unplaced.push_back(i);
    reading_.note(std::move(agenda_));
    return result_;
  }

 private:
  // Front lines get their roles; the repeated headline goes to the furniture.
  void mark_front() {
    for (const Line& line : reading_.lines().all()) {
      Node& block = *line.block;
      switch (line.kind) {
        case LineKind::title:
          if (line.furniture) promote(block);
          title_ = line.whole ? &block : nullptr;
          break;
        case LineKind::subtitle:
          if (line.furniture && title_ != nullptr) {
            document_->detach(block);
            document_->insert_after(*title_, block);
          }
          set_role(block, "subtitle");
          break;
        case LineKind::page:
          if (line.whole && !line.furniture) set_role(block, "byline");
          break;
        case LineKind::mark:
          if (line.whole) set_role(block, "byline");
          break;
        case LineKind::label:
          set_role(block, "attendance");
          break;
        case LineKind::tail:
          set_role(block, closing_role(line));
          break;
        case LineKind::repeat:
          if (line.whole && may_be_furniture(block)) {
            document_->detach(block);
            document_->append(document_->furniture(), block);
            document_->set(block, Attr::rule, "section_split.repeated_title");
          }
          break;
        default:
          break;
      }
      front_kind_[&block] = line.kind;
    }
    if (title_ != nullptr && title_->kind() == NodeKind::paragraph) title_ = &to_heading(*title_, 1);
    if (title_ != nullptr) document_->set(*title_, Attr::role, "title");
  }

  // At the right margin the report is signed and dated; the rest are formulas and bylines.
  [[nodiscard]] std::string_view closing_role(const Line& line) const {
    if (line.block->get(Attr::align) != "right") return "closing";
    const Knowledge& rules = reading_.rules();
    return rules.dates.read(line.view(), rules.numbers, {}) ? "date" : "signature";
  }

  // A headline that was cleaned away with the page around the text.
  void promote(Node& block) {
    document_->detach(block);
    document_->prepend(document_->body(), block);
    document_->remove(block, Attr::rule);
  }

  void set_role(Node& block, std::string_view role) {
    if (!block.has(Attr::role)) document_->set(block, Attr::role, role);
  }

  // A paragraph as a heading, with its inlines, place and marks.
  Node& to_heading(Node& paragraph, int level) {
    Node& heading = document_->create(NodeKind::heading);
    heading.set_span(paragraph.span());
    document_->set(heading, Attr::level, static_cast<std::int64_t>(std::clamp(level, 1, 6)));
    for (const Attr attr : {Attr::id, Attr::lang, Attr::align, Attr::dir})
      if (const std::string_view text = paragraph.get(attr); !text.empty())
        document_->set(heading, attr, text);
    document_->insert_before(paragraph, heading);
    document_->move_children(paragraph, heading);
    document_->detach(paragraph);
    return heading;
  }

  [[nodiscard]] bool is_front(const Node& block) const {
    if (&block == title_) return true;
    const auto found = front_kind_.find(&block);
    if (found == front_kind_.end()) return false;
    return found->second == LineKind::subtitle || found->second == LineKind::page ||
           found->second == LineKind::mark;
  }

  Node& open_section(Node& before, int rank, std::string_view role) {
    while (!open_.empty() && open_.back().second >= rank) open_.pop_back();
    Node& section = document_->create(NodeKind::section);
    if (open_.empty())
      document_->insert_before(before, section);
    else
      document_->append(*open_.back().first, section);
    document_->set(section, Attr::role, role);
    open_.emplace_back(&section, rank);
    ++result_.sections;
    return section;
  }

  void begin_section(Node& block, const Start& start) {
    const bool closing = start.kind == StartKind::closing;
    Node& section = open_section(block, start.rank,
                                 closing           ? "closing"
                                 : start.item >= 0 ? "agenda_item"
                                                   : "section");
    section.set_span(block.span());
    if (start.item >= 0) {
      document_->set(section, Attr::agenda, static_cast<std::int64_t>(start.item));
      placed_[start.item] = true;
    }
    if (start.heading) {
      Node& heading = block.kind() == NodeKind::heading ? block : to_heading(block, start.rank + 1);
      document_->set(heading, Attr::level, static_cast<std::int64_t>(std::clamp(start.rank + 1, 2, 6)));
      document_->detach(heading);
      document_->append(section, heading);
      return;
    }
    if (!closing && start.item >= 0 && settings_->generate_headings) generate_heading(section, start);
    document_->detach(block);
    document_->append(section, block);
  }

  void generate_heading(Node& section, const Start& start) {
    const AgendaItem& item = agenda_.items[static_cast<std::size_t>(start.item)];
    Node& heading = document_->append_new(section, NodeKind::heading);
    document_->set(heading, Attr::level, static_cast<std::int64_t>(std::clamp(start.rank + 1, 2, 6)));
    document_->set(heading, Attr::generated, std::int64_t{1});
    document_->set(heading, Attr::rule, item.rule);
    document_->append(
        heading,
        document_->create_text(reading_.line(item.topic.line).original(item.topic.begin, item.topic.end)));
    ++result_.generated;
  }

  void build() {
    Node& body = document_->body();
    for (Node* at = body.first_child(); at != nullptr;) {
      Node* next = at->next();
      if (const auto start = start_at_.find(at); start != start_at_.end()) {
        begin_section(*at, start->second);
      } else if (open_.empty() && is_front(*at)) {
        // stays where it is
      } else {
        if (open_.empty()) open_section(*at, kPreambleRank, start_at_.empty() ? "section" : "preamble");
        document_->detach(*at);
        document_->append(*open_.back().first, *at);
      }
      at = next;
    }
  }

  static constexpr int kPreambleRank = 100;  // closed by any section

  Document* document_;
  const SplitSettings* settings_;
  Reading reading_;
  Agenda agenda_;
  Node* title_ = nullptr;
  std::unordered_map<const Node*, LineKind> front_kind_;
  std::unordered_map<const Node*, Start> start_at_;
  std::unordered_map<int, bool> placed_;
  std::vector<std::pair<Node*, int>> open_;
  SplitResult result_;
};

}  // namespace

SplitResult split_sections(Document& document, const Knowledge& rules, const SplitSettings& settings) {
  flatten(document);
  split_mixed_paragraphs(document, rules);
  return Splitter(document, rules, settings).run();
}

}  // namespace minutemill::rules
