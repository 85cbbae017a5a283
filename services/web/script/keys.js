// The keyboard: `/` goes to the search box, `j` and `k` from one article or story to the next, `o` opens it, `?` lists the keys.
export {};
