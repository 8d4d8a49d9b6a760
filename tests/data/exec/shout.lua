function Str(element)
  element.text = pandoc.text and pandoc.text.upper(element.text) or string.upper(element.text)
  return element
end
