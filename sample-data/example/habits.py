"""What the Board learnt of two agencies' spellings: the mappings folder of the example."""

MAPPINGS = {
    "essex-family-support": '# The service names quadrants in its own way.\n[areas]\n"N. Essex" = "essex-north"\n"Mid Essex" = "essex-mid"\n"South Essex" = "essex-south"\n"West Essex" = "essex-west"\n',
    "stay-safe-groups": '# The northern group kept its old name.\n[areas]\n"N. East" = "essex-north"\n',
}
