complete -W "check extract packs rules" planassure
