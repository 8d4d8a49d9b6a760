// A document that comes back from a program has lost where its words came from: positions are not sent, since
// whoever changes a text would have to mend them. What came back unchanged gets them again.
#pragma once

#include <cstddef>

#include <minutemill/document.hpp>

namespace minutemill::exec {

// What the format of the message does not carry at all, and is to be taken over as far as it can.
struct NotCarried {
  bool annotations = false;
  bool furniture = false;
};

// Gives nodes of `after` that are as they were in `before` their source spans, and values of the record that
// are as they were their evidence. Linear in both. Returns how many annotations could not be taken over.
std::size_t restore_origins(const Document& before, Document& after, NotCarried not_carried);

}  // namespace minutemill::exec
