# bash completion for planassure, made by "planassure --completion bash": do not edit
_planassure()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} options='' formats='' words=''
    [[ $COMP_CWORD -eq 1 ]] && command=''
    [[ $command == config && $COMP_CWORD -gt 2 ]] && command="config ${COMP_WORDS[2]}"
    [[ $command == rules && $COMP_CWORD -gt 2 ]] && command="rules ${COMP_WORDS[2]}"
    # bash divides words at "=": --color=al is three words
    if [[ $word == = ]]; then word=''; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
    case $command in
    '') options='--version --help' ;;
    'check') options='--pack= --format= --output= --jobs= --timeout= --memory= --resume --files-from= --null --fail-on= --waivers= --judgements= --baseline= --explain= --as-of= --set= --stdin-name= --data-dir= --color= --no-config --quiet --verbose --version --help' formats='text json ndjson sarif junit html letter letter-docx letter-markdown markdown csv github gitlab' ;;
    'config show') options='--pack= --format= --output= --fail-on= --waivers= --baseline= --as-of= --set= --stdin-name= --data-dir= --color= --no-config --quiet --verbose --version --help' formats='text json ndjson sarif junit html letter letter-docx letter-markdown markdown csv github gitlab' ;;
    'diff') options='--format= --output= --fail-on= --match= --data-dir= --color= --quiet --verbose --version --help' formats='text markdown html json' ;;
    'extract') options='--format= --output= --stdin-name= --data-dir= --color= --quiet --version --help' formats='text json xml' ;;
    'init') options='--pack= --format= --output= --data-dir= --color= --quiet --version --help' formats='markdown docx odt json' ;;
    'packs') options='--data-dir= --color= --quiet --version --help' ;;
    'portfolio') options='--output= --sort= --data-dir= --color= --quiet --version --help' ;;
    'rules list') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'rules show') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'rules lint') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'rules test') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'rules compile') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'rules evaluate') options='--pack= --output= --data-dir= --color= --quiet --version --help' ;;
    'serve') options='--listen= --data= --public --behind-tls --host= --workers= --add-user= --role= --data-dir= --color= --quiet --version --help' ;;
    'verify') options='--key= --data-dir= --color= --quiet --version --help' ;;
    esac
    case $command:$before in
    'check':--fail-on) words='must should defect never rating= score=' ;;
    'config show':--fail-on) words='must should defect never rating= score=' ;;
    'diff':--fail-on) words='lost defect never' ;;
    *:--match) words='auto organisation title path order' ;;
    *:--sort) words='name score rating written given' ;;
    *:--role) words='submitter assessor lead' ;;
    *:--color) words='auto always never' ;;
    *:-p | *:--pack) words=$(planassure packs -q 2>/dev/null | cut -f 1) ;;
    *:-f | *:--format) words=$formats ;;
    esac
    if [[ $command == '' ]]; then
        words="$options check config diff extract init packs portfolio rules serve verify"
    elif [[ $command == config ]]; then
        words='show'
    elif [[ $command == rules ]]; then
        words='list show lint test compile evaluate'
    elif [[ $word == -* ]]; then
        words=$options
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
complete -o bashdefault -o default -F _planassure planassure
