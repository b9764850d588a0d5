/// How the cost of a cycle grows with what there is more of: [Growth] measures it, [Plots] draws what was found.
package dev.willow.bench.growth;
