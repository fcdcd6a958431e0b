/* Nothing for Swift: Debian's libxml2 headers bring in ICU's, which clash with those of Foundation. The target CXML
   includes them; this module only gives it the compiler's flags. */
